//! How many connections each network address holds, so that one cannot take all the seats.
//! Trusted proxies speak for many and are not counted.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use crate::security::addresses::Address;

/// The connections of every address. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Seats(Arc<Mutex<HashMap<Address, usize>>>);

/// One connection of an address, until this is dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    address: Address,
}

impl Seats {
    /// A seat for a connection from `ip`; none when it already has `most`.
    pub fn take(&self, ip: IpAddr, most: usize) -> Option<Seat> {
        let address = Address::of(ip);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(address).or_default();
        if *taken >= most {
            return None;
        }
        *taken += 1;
        Some(Seat { seats: self.clone(), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut all = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&self.address) {
            *taken -= 1;
            if *taken == 0 {
                all.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_every_seat() {
        let (seats, one) = (Seats::default(), IpAddr::from([192, 0, 2, 1]));
        let held: Vec<Seat> = (0..3).filter_map(|_| seats.take(one, 2)).collect();
        assert_eq!(held.len(), 2);
        assert!(seats.take(IpAddr::from([192, 0, 2, 2]), 2).is_some());
        drop(held);
        assert!(seats.take(one, 2).is_some());
        assert!(seats.0.lock().unwrap().is_empty());
    }
}
