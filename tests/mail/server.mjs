// A mail server for tests: takes mails on a free port of this machine and puts each as it came into a folder.
//
//   node server.mjs FOLDER [PORT]
//
// The first line of its output is the port. It ends when its standard input does, so it never outlives a test.
// Recipients decide what happens to a mail:
//   refuse…@  550, always: there is no such mailbox
//   later…@   451 the first time: try again
//   break…@   the line is cut, always
//   slow…@    the mail is taken, but the answer waits until the file FOLDER/go is there
// With FOLDER/key.pem and FOLDER/cert.pem it takes mails only after STARTTLS and from the user "portal" with the
// password "right".
// FOLDER/connections has one line per connection, FOLDER/*.eml one mail each; a name ending in .eml is a whole mail.

import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";

const [folder, port = "0"] = process.argv.slice(2);
const seen = new Set();
let taken = 0;

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function wait(ready, then) {
  if (ready()) then();
  else setTimeout(wait, 10, ready, then);
}

const open = { authOptional: true, disabledCommands: ["AUTH", "STARTTLS"] };
const guarded = (key) => ({
  key,
  cert: readFileSync(join(folder, "cert.pem")),
  onAuth({ username, password }, _session, done) {
    const right = username === "portal" && password === "right";
    done(right ? null : refusal(535, "Wrong password"), { user: username });
  },
});
const key = join(folder, "key.pem");

const server = new SMTPServer({
  ...(existsSync(key) ? guarded(readFileSync(key)) : open),
  disableReverseLookup: true,
  onConnect(_session, done) {
    appendFileSync(join(folder, "connections"), "connected\n");
    done();
  },
  onRcptTo({ address }, session, done) {
    if (address.startsWith("refuse")) return done(refusal(550, "No such mailbox"));
    if (address.startsWith("break")) {
      for (const line of server.connections) if (line.session === session) line._socket.destroy();
      return;
    }
    if (address.startsWith("later") && !seen.has(address)) {
      seen.add(address);
      return done(refusal(451, "Try again"));
    }
    done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      taken += 1;
      const name = join(folder, `${Date.now()}-${String(taken).padStart(5, "0")}`);
      writeFileSync(`${name}.part`, Buffer.concat(parts));
      renameSync(`${name}.part`, `${name}.eml`);
      const slow = session.envelope.rcptTo.some(({ address }) => address.startsWith("slow"));
      wait(() => !slow || existsSync(join(folder, "go")), () => done());
    });
  },
});

server.on("error", () => {});
server.listen(Number(port), "127.0.0.1", () => console.log(server.server.address().port));
process.stdin.on("end", () => process.exit()).resume();
