// An identity provider that we did not write, oidc-provider, with people of our own: node provider.mjs FOLDER RETURN-ADDRESS ALGORITHM
// FOLDER is where it is installed. It prints its name, and ends with its standard input.
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, back, algorithm] = process.argv.slice(2);
const entry = join(resolve(folder), 'node_modules/oidc-provider/lib/index.js');
const { default: Provider } = await import(pathToFileURL(entry));

// By the name that is typed in at its sign-in: for which address it vouches, and whether it checked it.
const others = {
  'rosa-the-second': { email: 'rosa@buyer.example', email_verified: true },
  'omar-unchecked': { email: 'omar@buyer.example', email_verified: false },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'assay',
      client_secret: 'a secret of the test, long enough for HS256',
      redirect_uris: [back],
      // The only kind that may be sent back to a loopback address without TLS.
      application_type: 'native',
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: algorithm,
    }],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'HS256'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        ...(others[id] ?? { email: `${id}@buyer.example`, email_verified: true }),
      }),
    }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();
