//! One connection to the mail server, over which several mails go.
//! What the server says of one recipient is kept apart from what is wrong with the server itself.

use std::time::Duration;

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt, Rset},
        extension::{ClientId, Extension, MailParameter},
        response::Response,
    },
};
use tokio::time::timeout;

use super::MailError;
use crate::config::{self, Security};

/// How long the server may take for anything but the last answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long it may take to say that it has a mail. Not short: a server that looks for viruses first
/// would otherwise get the mail again and again.
const LAST_PATIENCE: Duration = Duration::from_secs(300);

/// The answer of a server that ends the conversation, whatever was asked.
const GOING_AWAY: &str = "421";

/// A connection, ready for mails.
pub struct Connection {
    line: AsyncSmtpConnection,
}

impl Connection {
    /// Connects, protects the line and logs in, as the settings say. `name` is what the portal calls
    /// itself.
    pub async fn open(settings: &config::Smtp, name: &str) -> Result<Self, MailError> {
        let authority = match settings.authority.as_str() {
            "" => None,
            file => Some(tokio::fs::read(file).await.map_err(MailError::Authority)?),
        };
        match timeout(PATIENCE, connect(settings, authority.as_deref(), name)).await {
            Ok(connected) => connected.map(|line| Self { line }).map_err(MailError::Server),
            Err(_) => Err(MailError::Silent),
        }
    }

    /// Hands over a mail; returns when the server has taken it. After an error that concerns the mail
    /// alone, the connection is ready for the next one.
    pub async fn send(
        &mut self,
        from: &Address,
        to: &Address,
        message: &[u8],
    ) -> Result<(), MailError> {
        let mut parameters = Vec::new();
        let plain = [from, to].into_iter().all(|address| address.to_string().is_ascii());
        if !plain {
            if !self.line.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(MailError::Letter("the server takes plain addresses only".to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        // Who may send is the operator's setting and no fault of this mail.
        answer(PATIENCE, self.line.command(Mail::new(Some(from.clone()), parameters)))
            .await?
            .map_err(MailError::Server)?;
        let taken = self.hand_over(to, message).await?;
        if let Err(error) = taken {
            let refused = refusal(error);
            if !matches!(refused, MailError::Server(_)) {
                answer(PATIENCE, self.line.command(Rset)).await?.map_err(MailError::Server)?;
            }
            return Err(refused);
        }
        Ok(())
    }

    /// What concerns this mail alone: its recipient and its text.
    async fn hand_over(
        &mut self,
        to: &Address,
        message: &[u8],
    ) -> Result<Result<(), Error>, MailError> {
        let known = answer(PATIENCE, self.line.command(Rcpt::new(to.clone(), Vec::new()))).await?;
        if let Err(error) = known {
            return Ok(Err(error));
        }
        if let Err(error) = answer(PATIENCE, self.line.command(Data)).await? {
            return Ok(Err(error));
        }
        Ok(answer(LAST_PATIENCE, self.line.message(message)).await?.map(drop))
    }

    /// Says goodbye. Everything that was handed over stays so, whatever comes back.
    pub async fn close(mut self) {
        let _ = timeout(PATIENCE, self.line.abort()).await;
    }
}

async fn connect(
    settings: &config::Smtp,
    authority: Option<&[u8]>,
    name: &str,
) -> Result<AsyncSmtpConnection, Error> {
    let name = ClientId::Domain(name.to_owned());
    let usual = match settings.security {
        Security::Starttls => 587,
        Security::Tls => 465,
        Security::None => 25,
    };
    let port = if settings.port == 0 { usual } else { settings.port };
    let tls = || {
        let mut parameters = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = authority {
            parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
        }
        parameters.build()
    };
    let at_once = (settings.security == Security::Tls).then(tls).transpose()?;
    let server = (settings.host.as_str(), port);
    let mut line = AsyncSmtpConnection::connect_tokio1(server, None, &name, at_once, None).await?;
    if settings.security == Security::Starttls {
        line.starttls(tls()?, &name).await?;
    }
    if !settings.user.is_empty() {
        let credentials = Credentials::new(settings.user.clone(), settings.password.clone());
        line.auth(DEFAULT_MECHANISMS, &credentials).await?;
    }
    Ok(line)
}

async fn answer(
    patience: Duration,
    asked: impl Future<Output = Result<Response, Error>>,
) -> Result<Result<(), Error>, MailError> {
    let answered = timeout(patience, asked).await.map_err(|_| MailError::Silent)?;
    Ok(answered.map(drop))
}

/// What an error says that came while a mail was handed over.
fn refusal(error: Error) -> MailError {
    match error.status() {
        Some(code) if code.to_string() == GOING_AWAY => MailError::Server(error),
        Some(_) if error.is_permanent() => MailError::Refused(error),
        Some(_) => MailError::Later(error),
        None => MailError::Server(error),
    }
}
