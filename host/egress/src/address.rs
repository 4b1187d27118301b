//! Which addresses may be connected to. Pure: no name is resolved here.
//!
//! The tables follow the IANA special-purpose registries (RFC 6890 and its updates) and are stricter in two ways. IPv6 is
//! closed by default: only 2000::/3, the one block from which global unicast is assigned, can be global. And an address that
//! embeds an IPv4 address is refused whatever it embeds: behind a NAT64 or 6to4 gateway `64:ff9b::a00:1` is 10.0.0.1, and
//! no public API needs to be reached that way.
//!
//! What it cannot know: a site's own NAT64 prefix (RFC 6052, section 2.2 allows any) looks like any global address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use assay_domain::AddressClass;

use AddressClass::{Embedded, Global, LinkLocal, Loopback, Metadata, Multicast, Private, Reserved};

/// First match wins, so the narrow rows of metadata services stand before the blocks around them.
const V4: &[(Ipv4Addr, u32, AddressClass)] = &[
    // AWS, Azure, Google, Oracle, DigitalOcean and others at .169.254; AWS DNS and time beside it.
    (Ipv4Addr::new(169, 254, 169, 0), 24, Metadata),
    // AWS credentials of containers: ECS at .170.2, EKS at .170.23.
    (Ipv4Addr::new(169, 254, 170, 0), 24, Metadata),
    // Tencent Cloud, Scaleway.
    (Ipv4Addr::new(169, 254, 0, 23), 32, Metadata),
    (Ipv4Addr::new(169, 254, 42, 42), 32, Metadata),
    // Oracle Cloud's older service stands inside the IETF protocol block.
    (Ipv4Addr::new(192, 0, 0, 192), 32, Metadata),
    // Azure's wire server is a public address that answers only inside Azure.
    (Ipv4Addr::new(168, 63, 129, 16), 32, Metadata),
    // Alibaba Cloud's stands inside the carrier-grade NAT block.
    (Ipv4Addr::new(100, 100, 100, 200), 32, Metadata),
    (Ipv4Addr::new(0, 0, 0, 0), 8, Reserved),
    (Ipv4Addr::new(10, 0, 0, 0), 8, Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Private),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Loopback),
    (Ipv4Addr::new(169, 254, 0, 0), 16, LinkLocal),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Private),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Reserved),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Reserved),
    // AS112 and AMT are reachable, but they are infrastructure that answers for others, never an API.
    (Ipv4Addr::new(192, 31, 196, 0), 24, Reserved),
    (Ipv4Addr::new(192, 52, 193, 0), 24, Reserved),
    (Ipv4Addr::new(192, 175, 48, 0), 24, Reserved),
    // The relay anycast of 6to4 (RFC 7526 deprecates it).
    (Ipv4Addr::new(192, 88, 99, 0), 24, Reserved),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Private),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Reserved),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Reserved),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Reserved),
    (Ipv4Addr::new(224, 0, 0, 0), 4, Multicast),
    (Ipv4Addr::new(255, 255, 255, 255), 32, Multicast),
    (Ipv4Addr::new(240, 0, 0, 0), 4, Reserved),
];

const fn v6(segments: [u16; 8]) -> Ipv6Addr {
    let [a, b, c, d, e, f, g, h] = segments;
    Ipv6Addr::new(a, b, c, d, e, f, g, h)
}

/// First match wins; what no row names is reserved.
const V6: &[(Ipv6Addr, u32, AddressClass)] = &[
    // AWS (metadata, DNS, time, EKS), Google, Scaleway: unique local addresses that every tenant can reach.
    (v6([0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0]), 32, Metadata),
    (v6([0xfd20, 0x00ce, 0, 0, 0, 0, 0, 0]), 32, Metadata),
    (v6([0xfd00, 0x0042, 0, 0, 0, 0, 0, 0x0042]), 128, Metadata),
    (v6([0, 0, 0, 0, 0, 0, 0, 0]), 128, Reserved),
    (v6([0, 0, 0, 0, 0, 0, 0, 1]), 128, Loopback),
    // IPv4-compatible (RFC 4291, deprecated), IPv4-mapped, SIIT (RFC 2765).
    (v6([0, 0, 0, 0, 0, 0, 0, 0]), 96, Embedded),
    (v6([0, 0, 0, 0, 0, 0xffff, 0, 0]), 96, Embedded),
    (v6([0, 0, 0, 0, 0xffff, 0, 0, 0]), 96, Embedded),
    // NAT64: the well-known prefix (RFC 6052) and the local-use one (RFC 8215).
    (v6([0x0064, 0xff9b, 0, 0, 0, 0, 0, 0]), 96, Embedded),
    (v6([0x0064, 0xff9b, 1, 0, 0, 0, 0, 0]), 48, Embedded),
    // Teredo (RFC 4380), then the rest of the IETF protocol block around it.
    (v6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 32, Embedded),
    (v6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 23, Reserved),
    (v6([0x2001, 0x0db8, 0, 0, 0, 0, 0, 0]), 32, Reserved),
    // 6to4 (RFC 3056).
    (v6([0x2002, 0, 0, 0, 0, 0, 0, 0]), 16, Embedded),
    // AS112.
    (v6([0x2620, 0x004f, 0x8000, 0, 0, 0, 0, 0]), 48, Reserved),
    // Documentation (RFC 9637).
    (v6([0x3fff, 0, 0, 0, 0, 0, 0, 0]), 20, Reserved),
    (v6([0x2000, 0, 0, 0, 0, 0, 0, 0]), 3, Global),
    (v6([0xfc00, 0, 0, 0, 0, 0, 0, 0]), 7, Private),
    (v6([0xfe80, 0, 0, 0, 0, 0, 0, 0]), 10, LinkLocal),
    (v6([0xff00, 0, 0, 0, 0, 0, 0, 0]), 8, Multicast),
];

/// The class of an address.
pub fn classify(address: IpAddr) -> AddressClass {
    match address {
        IpAddr::V4(address) => V4
            .iter()
            .find(|(net, length, _)| (address.to_bits() ^ net.to_bits()) >> (32 - length) == 0)
            .map_or(Global, |(_, _, class)| *class),
        // ISATAP (RFC 5214, section 6.1) puts the IPv4 address into the interface id, below any prefix.
        IpAddr::V6(address)
            if matches!(address.segments(), [_, _, _, _, 0 | 0x0200, 0x5efe, _, _]) =>
        {
            Embedded
        }
        IpAddr::V6(address) => V6
            .iter()
            .find(|(net, length, _)| (address.to_bits() ^ net.to_bits()) >> (128 - length) == 0)
            .map_or(Reserved, |(_, _, class)| *class),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn class(text: &str) -> AddressClass {
        classify(text.parse().unwrap())
    }

    #[test]
    fn every_special_address_has_its_class() {
        let expected = [
            // Thirty addresses on which the egress filters of other hosts were compared.
            ("10.0.0.1", Private),
            ("127.0.0.1", Loopback),
            ("169.254.169.254", Metadata),
            ("192.0.0.192", Metadata),
            ("192.0.0.8", Reserved),
            ("100.64.0.1", Private),
            ("100.100.100.200", Metadata),
            ("168.63.129.16", Metadata),
            ("198.18.0.1", Reserved),
            ("0.0.0.0", Reserved),
            ("224.0.0.1", Multicast),
            ("240.0.0.1", Reserved),
            ("255.255.255.255", Multicast),
            ("192.88.99.1", Reserved),
            ("::1", Loopback),
            ("::", Reserved),
            ("fd00:ec2::254", Metadata),
            ("fd20:ce::254", Metadata),
            ("fe80::1", LinkLocal),
            ("::ffff:10.0.0.1", Embedded),
            ("::10.0.0.1", Embedded),
            ("64:ff9b::a00:1", Embedded),
            ("64:ff9b:1::a00:1", Embedded),
            ("2002:a00:1::", Embedded),
            ("2001:0:a00:1::", Embedded),
            ("2001:db8::1", Reserved),
            ("ff02::1", Multicast),
            ("3fff::1", Reserved),
            ("5f00::1", Reserved),
            ("fec0::1", Reserved),
            // The edges of the blocks, and what the comparison left out.
            ("172.15.255.255", Global),
            ("172.16.0.0", Private),
            ("172.31.255.255", Private),
            ("172.32.0.0", Global),
            ("100.63.255.255", Global),
            ("100.127.255.255", Private),
            ("100.128.0.0", Global),
            ("192.168.255.255", Private),
            ("192.169.0.0", Global),
            ("198.17.255.255", Global),
            ("198.19.255.255", Reserved),
            ("198.20.0.0", Global),
            ("0.255.255.255", Reserved),
            ("1.0.0.0", Global),
            ("126.255.255.255", Global),
            ("127.255.255.254", Loopback),
            ("128.0.0.0", Global),
            ("169.254.0.1", LinkLocal),
            ("169.254.170.2", Metadata),
            ("169.254.170.23", Metadata),
            ("192.0.2.1", Reserved),
            ("198.51.100.1", Reserved),
            ("203.0.113.1", Reserved),
            ("192.31.196.1", Reserved),
            ("192.52.193.1", Reserved),
            ("192.175.48.1", Reserved),
            ("223.255.255.255", Global),
            ("239.255.255.250", Multicast),
            ("255.255.255.254", Reserved),
            ("::ffff:8.8.8.8", Embedded),
            ("::ffff:0:169.254.169.254", Embedded),
            ("64:ff9b::808:808", Embedded),
            ("64:ff9b:1:ffff::1", Embedded),
            ("64:ff9b:2::1", Reserved),
            ("100::1", Reserved),
            ("2001:2::1", Reserved),
            ("2001:10::1", Reserved),
            ("2001:20::1", Reserved),
            ("2001:1ff:ffff::1", Reserved),
            ("2001:200::1", Global),
            ("2620:4f:8000::1", Reserved),
            ("2a00:1:2:3:0:5efe:10.0.0.1", Embedded),
            ("fd00:ec2::253", Metadata),
            ("fd00:42::42", Metadata),
            ("fd12:3456::1", Private),
            ("fc00::1", Private),
            ("fe00::1", Reserved),
            ("febf::1", LinkLocal),
            ("4000::1", Reserved),
            ("ff0e::1", Multicast),
        ];
        for (address, expected) in expected {
            assert_eq!(class(address), expected, "{address}");
        }
    }

    #[test]
    fn public_addresses_stay_reachable() {
        for address in [
            "8.8.8.8",
            "1.1.1.1",
            "104.18.7.192",
            "2606:4700::1111",
            "2a00:1450:4001::1",
        ] {
            assert_eq!(class(address), Global, "{address}");
        }
    }

    proptest! {
        #[test]
        fn no_embedded_ipv4_address_is_ever_global(v4: u32, low: u64, rest: u32) {
            let v4 = u128::from(v4);
            let embeddings = [
                ("IPv4-compatible", v4),
                ("IPv4-mapped", 0xffff << 32 | v4),
                ("SIIT", 0xffff << 48 | v4),
                ("NAT64", 0x0064_ff9b << 96 | v4),
                ("local NAT64", 0x0064_ff9b_0001 << 80 | u128::from(low) << 16 & (u128::MAX >> 48) | v4),
                ("6to4", 0x2002 << 112 | v4 << 80 | u128::from(low)),
                ("Teredo", 0x2001 << 112 | u128::from(rest) << 64 | u128::from(low) << 32 | v4),
                ("Teredo, obfuscated", 0x2001 << 112 | u128::from(rest) << 64 | (v4 ^ 0xffff_ffff)),
                ("ISATAP", 0x2a00 << 112 | u128::from(rest) << 64 | 0x5efe << 32 | v4),
            ];
            for (name, bits) in embeddings {
                let class = classify(Ipv6Addr::from_bits(bits).into());
                prop_assert!(!matches!(class, Global), "{name}: {}", Ipv6Addr::from_bits(bits));
                prop_assert!(!class.can_be_granted() || bits == 1, "{name}: {}", Ipv6Addr::from_bits(bits));
            }
        }

        #[test]
        fn only_assigned_unicast_is_global(bits: u128) {
            let address = Ipv6Addr::from_bits(bits);
            if classify(address.into()) == Global {
                prop_assert_eq!(bits >> 125, 1, "{} is outside 2000::/3", address);
            }
        }
    }
}
