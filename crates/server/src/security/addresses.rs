//! Counts failures to sign in per network address and shuts an address out that has too many.
//! Kept in memory: a restart forgives, the lock on the user ID (which is stored) does not.

use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use crate::{app::AppState, config, problem::Problem};

/// Addresses remembered at most; beyond that those without a recent failure are forgotten.
const REMEMBERED: usize = 100_000;

/// Milliseconds after which an attempt that nobody judged counts as failed.
const IN_FLIGHT: i64 = 60_000;

/// Seconds to wait for attempts that are still being looked at.
const SOON: u64 = 2;

/// An attempt to sign in.
#[derive(Clone, Copy, Debug)]
struct Attempt {
    at: i64,
    failed: bool,
}

/// Where a request comes from. IPv6 counts per /64, which is what one household or office has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(IpAddr);

/// The failures of every address. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Addresses(Arc<Mutex<HashMap<Address, VecDeque<Attempt>>>>);

impl Addresses {
    /// Counts an attempt as failed before it is looked at, so that parallel ones cannot slip
    /// through; [`Addresses::forgive`] takes it back, [`Addresses::fail`] makes it final. When the
    /// address is shut out, gives the seconds until it may try again: few while it is only full of
    /// attempts that are still being looked at. `now` in milliseconds.
    pub fn reserve(&self, address: Address, now: i64, limits: &config::Lock) -> Result<(), u64> {
        let window = i64::from(limits.address_minutes) * 60_000;
        let most = limits.address_attempts as usize;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, times| times.back().is_some_and(|last| now - last.at < window));
        }
        let times = all.entry(address).or_default();
        // Full: shut out for the whole window after the failure that filled it.
        if times.len() >= most
            && let Some(last) = times.back()
        {
            if times.iter().any(|attempt| !attempt.failed && now - attempt.at < IN_FLIGHT) {
                return Err(SOON);
            }
            let open_at = last.at + window;
            if now < open_at {
                return Err(u64::try_from((open_at - now + 999) / 1_000).unwrap_or(1));
            }
            times.clear();
        }
        while times.front().is_some_and(|first| now - first.at >= window) {
            times.pop_front();
        }
        times.push_back(Attempt { at: now, failed: false });
        Ok(())
    }

    /// Takes back the attempt reserved at `at`: it was not a failure.
    pub fn forgive(&self, address: Address, at: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = all.get_mut(&address)
            && let Some(index) = in_flight(times, at)
        {
            times.remove(index);
        }
    }

    /// The attempt reserved at `at` was a failure.
    pub fn fail(&self, address: Address, at: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = all.get_mut(&address)
            && let Some(index) = in_flight(times, at)
        {
            times[index].failed = true;
        }
    }
}

/// The place of an attempt of that moment that nobody judged yet.
fn in_flight(attempts: &VecDeque<Attempt>, at: i64) -> Option<usize> {
    attempts.iter().rposition(|attempt| attempt.at == at && !attempt.failed)
}

impl Address {
    /// The address a failure is counted under.
    pub fn of(ip: IpAddr) -> Self {
        match ip.to_canonical() {
            IpAddr::V6(ip) => {
                let [a, b, c, d, ..] = ip.segments();
                Self(IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
            }
            v4 => Self(v4),
        }
    }
}

/// The network address that a request comes from, in full.
pub fn client_of(parts: &Parts, state: &AppState) -> IpAddr {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |info| info.0.ip());
    client(peer, &parts.headers, &state.config.server.trusted_proxies)
}

/// The client behind trusted proxies: the last address in `X-Forwarded-For` that is not a proxy of
/// ours. The header of anybody else is not believed.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer.to_canonical();
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for text in forwarded.into_iter().rev() {
        if !trusted.contains(&client) {
            break;
        }
        let Ok(ip) = text.trim().parse::<IpAddr>() else { break };
        client = ip.to_canonical();
    }
    client
}

impl FromRequestParts<AppState> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        Ok(Self::of(client_of(parts, state)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn thirty_failures_shut_an_address_out_for_ten_minutes() {
        let (addresses, limits) = (Addresses::default(), config::Lock::default());
        let (office, home) = (Address::of(ip("192.0.2.1")), Address::of(ip("192.0.2.2")));
        for second in 0..30 {
            assert_eq!(addresses.reserve(office, second * 1_000, &limits), Ok(()));
            addresses.fail(office, second * 1_000);
        }
        assert_eq!(addresses.reserve(office, 29_000, &limits), Err(600));
        assert_eq!(addresses.reserve(office, 628_999, &limits), Err(1));
        assert_eq!(addresses.reserve(home, 29_000, &limits), Ok(()));
        assert_eq!(addresses.reserve(office, 629_000, &limits), Ok(()));
    }

    #[test]
    fn thirty_people_who_sign_in_at_once_do_not_shut_the_office_out() {
        let (addresses, limits) = (Addresses::default(), config::Lock::default());
        let office = Address::of(ip("192.0.2.1"));
        for _ in 0..30 {
            assert_eq!(addresses.reserve(office, 0, &limits), Ok(()));
        }
        assert_eq!(addresses.reserve(office, 1, &limits), Err(SOON));
        addresses.forgive(office, 0);
        assert_eq!(addresses.reserve(office, 2, &limits), Ok(()));
    }

    #[test]
    fn successes_and_old_failures_do_not_count() {
        let (addresses, limits) = (Addresses::default(), config::Lock::default());
        let office = Address::of(ip("192.0.2.1"));
        for minute in 0..200 {
            let now = minute * 60_000;
            assert_eq!(addresses.reserve(office, now, &limits), Ok(()));
            addresses.fail(office, now);
            assert_eq!(addresses.reserve(office, now + 1, &limits), Ok(()));
            addresses.forgive(office, now + 1);
        }
    }

    #[test]
    fn forwarded_addresses_are_believed_from_our_own_proxies_only() {
        let headers = HeaderMap::from_iter([(
            "x-forwarded-for".parse().unwrap(),
            "203.0.113.66, 198.51.100.7, 10.0.0.2".parse().unwrap(),
        )]);
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        let behind = client(ip("10.0.0.1"), &headers, &proxies);
        assert_eq!(behind, ip("198.51.100.7"));
        let direct = client(ip("192.0.2.9"), &headers, &proxies);
        assert_eq!(direct, ip("192.0.2.9"));
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        assert_eq!(Address::of(ip("2001:db8:1:2::1")), Address::of(ip("2001:db8:1:2:ffff::9")));
        assert_ne!(Address::of(ip("2001:db8:1:2::1")), Address::of(ip("2001:db8:1:3::1")));
        assert_eq!(Address::of(ip("::ffff:192.0.2.1")), Address::of(ip("192.0.2.1")));
    }
}
