// The sample shop's visitors of this moment, through Segment's SDK: they browse without a name, sign in,
// put in the cart, buy, open tickets, and come back on a second device.
//
//   node live.mjs <file that says where, who and how fast>
//
// What was accepted so far, in earlier runs too, is written to the file that "status" names, once a second.
import { Analytics } from "@segment/analytics-node";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

const { url, keys, perSecond, people, products, status } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const FOLLOWED_EVERY = 8;
const counts = existsSync(status) ? JSON.parse(readFileSync(status, "utf8")) : { accepted: 0, failed: 0 };

const sources = Object.fromEntries(
  Object.entries(keys).map(([name, writeKey]) => [
    name,
    new Analytics({ writeKey, host: url, flushAt: 20, flushInterval: 200 }),
  ]),
);

/** One visit; each step is an event. The first of the people is the one whom the demo follows. */
function* visit(person) {
  const device = chance(0.6) ? "web" : "phone";
  const anonymousId = deviceId(person, device);
  const product = pick(products);
  const stranger = { anonymousId, context: consent({ analytics: true }) };
  yield [device, "page", { ...stranger, name: "Home" }];
  yield [device, "page", { ...stranger, name: product.category }];
  yield [device, "track", { ...stranger, event: "Product Viewed", properties: product }];
  if (!person) {
    return;
  }
  const known = { userId: person.userId, anonymousId, context: consent(person.consent) };
  yield [device, "identify", { ...known, traits: person.traits }];
  if (person.isNew) {
    person.isNew = false;
    // The shop's server says it: what a browser grants for somebody who has signed in does not count.
    yield ["crm", "track", { ...known, event: "Segment Consent Preference Updated" }];
    yield [device, "track", { ...known, event: "Signed Up" }];
  }
  yield [device, "track", { ...known, event: "Product Added", properties: product }];
  if (chance(0.4)) {
    const properties = { orderId: randomUUID(), revenue: product.price, products: [product] };
    yield [device, "track", { ...known, event: "Order Completed", properties }];
  }
  if (chance(person === people[0] ? 0.3 : 0.1)) {
    const properties = { subject: pick(["Late parcel", "Wrong size", "Broken on arrival"]) };
    yield ["crm", "track", { userId: person.userId, context: known.context, event: "Support Ticket Opened", properties }];
  }
  if (chance(0.3)) {
    const other = device === "web" ? "phone" : "web";
    const second = { anonymousId: deviceId(person, other), context: known.context };
    yield [other, "screen", { ...second, name: "Home" }];
    yield [other, "identify", { ...second, userId: person.userId, traits: person.traits }];
  }
}

/**
 * The person whom the demo follows comes back every few seconds, and keeps the browser and the phone.
 * Everybody else comes with a fresh id, so that the demo shows merges.
 */
function deviceId(person, device) {
  return person === people[0] ? `${device}-of-${person.userId}` : randomUUID();
}

function visitor(n) {
  if (n % FOLLOWED_EVERY === 0) {
    return people[0];
  }
  if (chance(0.3)) {
    return undefined;
  }
  return chance(0.1) ? newcomer() : pick(people);
}

function newcomer() {
  const id = randomUUID().slice(0, 13);
  const traits = { email: `new.${id}@visitors.example`, firstName: "New", language: pick(["nl", "de", "en"]) };
  return { userId: `new-${id}`, traits, consent: { analytics: true, marketing: chance(0.7) }, isNew: true };
}

const consent = (categoryPreferences) => ({ consent: { categoryPreferences } });
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const chance = (share) => Math.random() < share;

// Twenty people or so are in the shop at a time, so that their steps mix.
const shop = [];
let visits = 0;
function step() {
  if (shop.length < perSecond) {
    shop.push(visit(visitor(visits++)));
  }
  const place = Math.floor(Math.random() * shop.length);
  const { value, done } = shop[place].next();
  if (done) {
    shop.splice(place, 1);
    return step();
  }
  const [source, call, message] = value;
  sources[source][call](message, (error) => (error ? counts.failed++ : counts.accepted++));
}

function report() {
  writeFileSync(`${status}.new`, JSON.stringify(counts));
  renameSync(`${status}.new`, status);
}

const started = Date.now();
let steps = 0;
const clock = setInterval(() => {
  while (steps < ((Date.now() - started) / 1000) * perSecond) {
    steps++;
    step();
  }
}, 50);
const reports = setInterval(report, 1000);

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    clearInterval(clock);
    clearInterval(reports);
    await Promise.all(Object.values(sources).map((source) => source.closeAndFlush({ timeout: 2000 })));
    report();
    process.exit(0);
  });
}
