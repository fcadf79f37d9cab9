// Sends every call type through a vendor's SDK, unchanged, and ends when the SDK says it is done.
//
//   node send.mjs <segment|rudder> <url> <write key> <calls of each type>
//
// The n-th call of a type is named "<type>-<n>", so that a test can tell what is missing: as "call" in
// its traits or properties, and as previousId of an alias, which has neither.
import { Analytics as Segment } from "@segment/analytics-node";
import Rudder from "@rudderstack/rudder-sdk-node";

const [sdk, url, writeKey, count] = process.argv.slice(2);
const CHUNK = 100;

const clients = { segment, rudder };
const client = clients[sdk]();

const calls = ["identify", "track", "page", "screen", "group", "alias"].flatMap((type) =>
  Array.from({ length: Number(count) }, (_, n) => ({ type, message: message(type, n) })),
);
for (let from = 0; from < calls.length; from += CHUNK) {
  await Promise.all(calls.slice(from, from + CHUNK).map(({ type, message }) => sent(type, message)));
}
await client.close();

/** Resolves when the SDK reports the call as delivered. */
function sent(type, message) {
  return new Promise((resolve, reject) => {
    client.analytics[type](message, (error) => (error ? reject(error) : resolve()));
  });
}

function message(type, n) {
  const call = `${type}-${n}`;
  const userId = `user-${n}`;
  const timestamp = new Date(Date.UTC(2026, 0, 15) + n);
  switch (type) {
    case "identify":
      return { userId, timestamp, traits: { email: `${n}@example.test`, call } };
    case "track":
      return { userId, timestamp, event: "Order Completed", properties: { revenue: n / 100, call } };
    case "page":
    case "screen":
      return { userId, timestamp, name: "Home", properties: { call } };
    case "group":
      return { userId, timestamp, groupId: `group-${n}`, traits: { call } };
    case "alias":
      return { userId, timestamp, previousId: call };
  }
}

function segment() {
  const analytics = new Segment({ writeKey, host: url, flushAt: CHUNK, flushInterval: 100 });
  return { analytics, close: () => analytics.closeAndFlush() };
}

function rudder() {
  const analytics = new Rudder(writeKey, { dataPlaneUrl: url, flushAt: CHUNK, flushInterval: 100 });
  return { analytics, close: () => analytics.flush() };
}
