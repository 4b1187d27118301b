-- Search, filters and the due list over thousands of suppliers.

-- Where each supplier stands, as far as it is known. The row of an assessment holds its whole verdict, so it is looked at only where no
-- position is kept.
CREATE VIEW standings AS
    SELECT s.id, s.search,
           coalesce(p.decision, (SELECT a.decision FROM assessments a WHERE a.supplier = s.id AND a.number = s.latest)) AS decision,
           coalesce(p.level, (SELECT a.level FROM assessments a WHERE a.supplier = s.id AND a.number = s.latest)) AS level,
           coalesce(p.tier, (SELECT a.tier FROM assessments a WHERE a.supplier = s.id AND a.number = s.latest)) AS tier
    FROM suppliers s LEFT JOIN positions p ON p.supplier = s.id;

-- The order of the due list, so that its first page is not the end of sorting all of it.
DROP INDEX due_by_day;
CREATE INDEX due_by_day ON due (day, supplier, kind, object);

UPDATE register_format SET version = 4, min_reader = 1, min_writer = 3;
