//! The database: SQLite with write-ahead log, opened, migrated and handed out in two ways.
//! Reads run side by side; writes queue for one connection, so that nobody ever meets "busy".

use std::{path::Path, time::Duration};

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// A write transaction. Dropped without `commit`, it leaves no trace.
pub type Tx = Transaction<'static, Sqlite>;

/// The name of the database file in the data folder.
pub const FILE: &str = "madoguchi.sqlite";

/// Connections that read; each has a thread of its own.
const READERS: u32 = 8;

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl Store {
    /// Opens the database in `folder`, creating and migrating it as needed. `synchronous=FULL`:
    /// a committed transaction is on disk before `commit` returns.
    pub async fn open(folder: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join(FILE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-16384");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(20))
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!("./migrations").run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(20))
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self { readers, writer })
    }

    /// For single reads. Connections from here refuse to write.
    pub fn read(&self) -> &SqlitePool {
        &self.readers
    }

    /// For several reads that must agree with each other: a snapshot until it is dropped.
    pub async fn snapshot(&self) -> Result<Tx, sqlx::Error> {
        self.readers.begin().await
    }

    /// For writing: waits its turn, then holds the write lock (`BEGIN IMMEDIATE`) until `commit`.
    /// Keep it short; never hash a password or read a request body while holding it.
    pub async fn write(&self) -> Result<Tx, sqlx::Error> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }

    /// Closes every connection and folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Takes the next number of `sequence` (`case`, `article`), from 1.
pub async fn next_number(tx: &mut Tx, sequence: &str) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO sequences (name, next) VALUES (?, 2) \
         ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next - 1",
    )
    .bind(sequence)
    .fetch_one(&mut **tx)
    .await
}

/// Makes `sequence` continue after `number`, which came from outside; never goes back.
pub async fn skip_number(tx: &mut Tx, sequence: &str, number: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sequences (name, next) VALUES (?1, ?2 + 1) \
         ON CONFLICT (name) DO UPDATE SET next = max(next, excluded.next)",
    )
    .bind(sequence)
    .bind(number)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn count(store: &Store) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM companies").fetch_one(store.read()).await.unwrap()
    }

    #[tokio::test]
    async fn what_was_not_committed_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let insert = "INSERT INTO companies (key, name, created_at, updated_at) \
                      VALUES ('sample', 'Sample', 0, 0)";
        let mut dropped = store.write().await.unwrap();
        sqlx::query(insert).execute(&mut *dropped).await.unwrap();
        drop(dropped);
        assert_eq!(count(&store).await, 0);

        let mut kept = store.write().await.unwrap();
        sqlx::query(insert).execute(&mut *kept).await.unwrap();
        kept.commit().await.unwrap();
        assert_eq!(count(&store).await, 1);
        store.close().await;

        let again = Store::open(folder.path()).await.unwrap();
        assert_eq!(count(&again).await, 1);
    }

    #[tokio::test]
    async fn numbers_grow_and_step_over_those_from_outside() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert_eq!(next_number(&mut tx, "case").await.unwrap(), 1);
        skip_number(&mut tx, "case", 1016).await.unwrap();
        skip_number(&mut tx, "case", 7).await.unwrap();
        assert_eq!(next_number(&mut tx, "case").await.unwrap(), 1017);
        assert_eq!(next_number(&mut tx, "article").await.unwrap(), 1);
    }

    #[tokio::test]
    async fn readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let written = sqlx::query("DELETE FROM companies").execute(store.read()).await;
        assert!(written.is_err());
    }

    #[tokio::test]
    async fn a_commit_waits_for_the_disk_and_foreign_keys_hold() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let synchronous: i64 =
            sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(synchronous, 2, "2 is FULL");
        let orphan = sqlx::query(
            "INSERT INTO customer_numbers (number, company_id, created_at, updated_at) \
             VALUES ('A1', 99, 0, 0)",
        );
        assert!(orphan.execute(&mut *tx).await.is_err());
    }
}
