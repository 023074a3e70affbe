//! The query of an address, one parameter after the other: what is wrong is named (422 `invalid`),
//! and a parameter that nobody asked for is refused instead of silently ignored.

use madoguchi_contract::limits::PAGE_SIZES;

use crate::problem::Problem;

/// Parameters that were given and not taken yet.
#[derive(Clone, Debug)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Takes over what the address says.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Takes the parameter `name`; given twice it is refused.
    pub fn take(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(place) = self.0.iter().position(|(given, _)| given == name) else {
            return Ok(None);
        };
        let (_, value) = self.0.swap_remove(place);
        if self.0.iter().any(|(given, _)| given == name) {
            return Err(Problem::field(name, "repeated"));
        }
        Ok(Some(value))
    }

    /// Takes `name` and reads it with `parse`; `default` when it is not given.
    pub fn take_or<T>(
        &mut self,
        name: &str,
        default: T,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Problem> {
        match self.take(name)? {
            None => Ok(default),
            Some(text) => parse(&text).ok_or_else(|| Problem::field(name, "invalid")),
        }
    }

    /// Takes the page size: one of [`PAGE_SIZES`].
    pub fn take_limit(&mut self, default: u32) -> Result<u32, Problem> {
        self.take_or("limit", default, |text| {
            text.parse().ok().filter(|limit| PAGE_SIZES.contains(limit))
        })
    }

    /// Refuses what is left.
    pub fn finish(self) -> Result<(), Problem> {
        match self.0.into_iter().next() {
            None => Ok(()),
            // The name is the client's own text, so it is cut before it is sent back.
            Some((name, _)) => {
                Err(Problem::field(name.chars().take(40).collect::<String>(), "unknown"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(pairs: &[(&str, &str)]) -> Parameters {
        Parameters::new(
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        )
    }

    fn refusal(problem: Problem) -> (String, String) {
        let error = problem.errors()[0].clone();
        (error.field, error.code)
    }

    #[test]
    fn a_page_has_one_of_three_sizes() {
        assert_eq!(parameters(&[]).take_limit(20).unwrap(), 20);
        assert_eq!(parameters(&[("limit", "100")]).take_limit(20).unwrap(), 100);
        for wrong in ["", "0", "21", "-20", "1e2", "99999999999"] {
            let problem = parameters(&[("limit", wrong)]).take_limit(20).unwrap_err();
            assert_eq!(refusal(problem), ("limit".into(), "invalid".into()), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_silently_ignored() {
        let mut twice = parameters(&[("view", "all"), ("view", "alert")]);
        assert_eq!(refusal(twice.take("view").unwrap_err()).1, "repeated");
        let left = parameters(&[("colour", "red")]).finish().unwrap_err();
        assert_eq!(refusal(left), ("colour".into(), "unknown".into()));
    }
}
