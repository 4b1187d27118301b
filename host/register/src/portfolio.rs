//! All suppliers together.

use assay_domain::{Decision, SupplierId, Untrusted};
use jiff::{ToSpan, civil::Date};
use sqlx::{query, query_scalar};

use crate::{
    Register, RegisterError,
    codec::{read_json, read_number, read_word},
};

impl Register {
    /// How many residual risks of latest assessments stand at each likelihood, 5 down to 1, and impact, 1 to 5.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn residual_matrix(&self) -> Result<[[u32; 5]; 5], RegisterError> {
        let mut connection = self.read().await?;
        let rows = query(
            "SELECT r.residual_likelihood AS likelihood, r.residual_impact AS impact, count(*) AS risks
             FROM suppliers s JOIN risks r ON r.supplier = s.id AND r.number = s.latest GROUP BY 1, 2",
        )
        .fetch_all(&mut *connection)
        .await?;
        let mut matrix = [[0; 5]; 5];
        for row in &rows {
            let (likelihood, impact): (usize, usize) =
                (read_number(row, "likelihood")?, read_number(row, "impact")?);
            // The table holds 1 to 5 by a constraint.
            if let Some(cell) = matrix
                .get_mut(5_usize.wrapping_sub(likelihood))
                .and_then(|row| row.get_mut(impact.wrapping_sub(1)))
            {
                *cell = read_number(row, "risks")?;
            }
        }
        Ok(matrix)
    }

    /// The suppliers with the worst residual risks: how many stand at each level, the worst level first. Compared from the left,
    /// never added up: many small risks do not hide a great one.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn worst_suppliers(
        &self,
        limit: u32,
    ) -> Result<Vec<(SupplierId, Untrusted, [u32; 5])>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT s.id, a.legal_name, sum(r.residual = 'very-high') AS very_high, sum(r.residual = 'high') AS high,
                    sum(r.residual = 'medium') AS medium, sum(r.residual = 'low') AS low, sum(r.residual = 'very-low') AS very_low
             FROM suppliers s JOIN assessments a ON a.supplier = s.id AND a.number = s.latest
                              JOIN risks r ON r.supplier = s.id AND r.number = s.latest
             GROUP BY s.id ORDER BY 3 DESC, 4 DESC, 5 DESC, 6 DESC, s.id LIMIT ?1",
        )
        .bind(limit)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| {
            let mut counts = [0; 5];
            for (count, name) in counts.iter_mut().zip(["very_high", "high", "medium", "low", "very_low"]) {
                *count = read_number(row, name)?;
            }
            Ok((read_word(row, "id")?, read_json(row, "legal_name")?, counts))
        })
        .collect()
    }

    /// How many due dates passed up to 30 days ago, up to 90, and longer.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn overdue(&self, today: Date) -> Result<[u32; 3], RegisterError> {
        let mut connection = self.read().await?;
        let ago = |days: i64| {
            today
                .checked_sub(days.days())
                .unwrap_or(Date::MIN)
                .to_string()
        };
        let row = query(
            "SELECT count(*) FILTER (WHERE day >= ?2) AS fresh, count(*) FILTER (WHERE day < ?2 AND day >= ?3) AS old,
                    count(*) FILTER (WHERE day < ?3) AS ancient
             FROM due WHERE day < ?1",
        )
        .bind(today.to_string())
        .bind(ago(30))
        .bind(ago(90))
        .fetch_one(&mut *connection)
        .await?;
        Ok([
            read_number(&row, "fresh")?,
            read_number(&row, "old")?,
            read_number(&row, "ancient")?,
        ])
    }

    /// How many suppliers had which decision at the end of each of the last months, the earliest first, today the last.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn trend(
        &self,
        today: Date,
        months: i32,
    ) -> Result<Vec<(Date, Vec<(Decision, u32)>)>, RegisterError> {
        let mut connection = self.read().await?;
        let first: Option<String> = query_scalar("SELECT min(as_of) FROM assessments")
            .fetch_one(&mut *connection)
            .await?;
        let Some(first) = first else {
            return Ok(Vec::new());
        };
        let mut days: Vec<Date> = (1..months)
            .filter_map(|back| today.checked_sub(back.months()).ok())
            .map(Date::last_of_month)
            .filter(|day| *day < today && day.to_string() >= first)
            .collect();
        days.reverse();
        days.push(today);
        let mut trend = Vec::with_capacity(days.len());
        for day in days {
            let rows = query(
                "SELECT decision, count(*) AS suppliers FROM
                     (SELECT decision, row_number() OVER (PARTITION BY supplier ORDER BY as_of DESC, number DESC) AS newest
                      FROM assessments WHERE as_of <= ?1)
                 WHERE newest = 1 GROUP BY decision",
            )
            .bind(day.to_string())
            .fetch_all(&mut *connection)
            .await?;
            let counts = rows
                .iter()
                .map(|row| Ok((read_word(row, "decision")?, read_number(row, "suppliers")?)));
            let mut counts = counts.collect::<Result<Vec<(Decision, u32)>, RegisterError>>()?;
            counts.sort();
            trend.push((day, counts));
        }
        Ok(trend)
    }

    /// How many suppliers have less than half of what is expected told, less than three quarters, and more.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn coverage_bands(&self) -> Result<[u32; 3], RegisterError> {
        let mut connection = self.read().await?;
        let row = query(
            "SELECT count(*) FILTER (WHERE a.coverage_bp < 5000) AS little,
                    count(*) FILTER (WHERE a.coverage_bp >= 5000 AND a.coverage_bp < 7500) AS some,
                    count(*) FILTER (WHERE a.coverage_bp >= 7500) AS much
             FROM suppliers s JOIN assessments a ON a.supplier = s.id AND a.number = s.latest",
        )
        .fetch_one(&mut *connection)
        .await?;
        Ok([
            read_number(&row, "little")?,
            read_number(&row, "some")?,
            read_number(&row, "much")?,
        ])
    }
}
