// Shows what the control API tells. Everything from outside is set as text, never as markup.

const every = 2000;
const shown = 50;
const bodyCharacters = 4000;
let paused = false;

const at = (id) => document.getElementById(id);
const json = async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
};
const number = (value) => value.toLocaleString();
const several = (value, one) => `${number(value)} ${one}${value === 1 ? '' : 's'}`;
const time = (iso) => new Date(iso).toLocaleTimeString();

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(cells) {
  const made = element('tr');
  made.append(...cells);
  return made;
}

function fillRows(body, rows, columns, nothing) {
  if (rows.length === 0) {
    const cell = element('td', nothing, 'quiet');
    cell.colSpan = columns;
    rows = [row([cell])];
  }
  body.replaceChildren(...rows);
}

/** Replaces the details of a container, but keeps open what somebody opened. */
function fillDetails(container, items, nothing) {
  const open = new Set([...container.querySelectorAll('details[open]')].map((d) => d.dataset.key));
  const focused = document.activeElement?.closest('details')?.dataset.key;
  const made = items.map(({ key, summary, content }) => {
    const details = element('details');
    details.dataset.key = key;
    details.open = open.has(key);
    details.append(element('summary', summary), ...content);
    return details;
  });
  container.replaceChildren(...(made.length ? made : [element('p', nothing, 'empty')]));
  if (focused) made.find((d) => d.dataset.key === focused)?.querySelector('summary').focus();
}

function showStandIns(standIns) {
  at('stand-ins').replaceChildren(
    ...standIns.map(({ name, requests, faults }) => {
      const item = element('li', name);
      item.append(element('strong', number(requests)));
      const unit = requests === 1 ? 'request' : 'requests';
      const more = faults ? `${unit}, ${several(faults, 'fault')} set` : unit;
      item.append(element('span', more, faults ? 'bad' : 'quiet'));
      return item;
    }),
  );
}

function showContacts(page, counts) {
  at('contact-counts').textContent =
    `${number(counts.objects)} contacts, ${number(counts.writes)} writes, ` +
    `${number(counts.unchangedWrites)} of them changed nothing. The newest ${shown} are shown.`;
  const rows = page.objects.map(({ properties, lists, writes, createdElsewhere, updatedAt }) =>
    row([
      element('td', properties.email ?? '–', 'path'),
      element('td', [properties.firstname, properties.lastname].filter(Boolean).join(' ')),
      element('td', lists.join(', '), 'path'),
      element('td', number(writes) + (createdElsewhere ? ' + elsewhere' : ''), 'number'),
      element('td', time(updatedAt)),
    ]),
  );
  fillRows(at('contacts'), rows, 5, 'No contact yet.');
}

async function showLists(lists) {
  const items = await Promise.all(
    lists.map(async ({ listId, name, size }) => {
      const opened = at('lists').querySelector(`details[data-key="${CSS.escape(listId)}"][open]`);
      const members = opened
        ? await json(`/sandbox/hubspot/lists/${encodeURIComponent(name)}/members`)
        : [];
      const names = members.slice(0, 200).map((member) => member.email ?? member.id);
      const text = opened ? names.join(', ') || 'Nobody.' : 'Loading…';
      return {
        key: listId,
        summary: `${name} · ${several(size, 'member')}`,
        content: [element('p', text)],
      };
    }),
  );
  fillDetails(at('lists'), items, 'No list yet.');
}

async function showWebhooks(names) {
  const items = await Promise.all(
    names.map(async (name) => {
      const path = encodeURIComponent(name);
      const counts = await json(`/sandbox/webhook/${path}`);
      const after = Math.max(0, counts.requests - 5);
      const { requests } = await json(`/webhook/${path}/requests?after=${after}&limit=5`);
      const repeats = counts.webhookIds.repeats + (counts.items?.repeats ?? 0);
      const parts = [several(counts.requests, 'request')];
      if (counts.items) parts.push(several(counts.items.distinct, 'item'));
      parts.push(`${number(repeats)} repeated`, `${number(counts.refused)} refused`);
      const bodies = requests
        .reverse()
        .map(({ at: when, headers, body }) =>
          element('pre', `${time(when)}  ${headers['webhook-id'] ?? ''}\n${body.slice(0, bodyCharacters)}`),
        );
      return {
        key: name,
        summary: `${name} · ${parts.join(', ')}`,
        content: bodies.length ? bodies : [element('p', 'Nothing kept.')],
      };
    }),
  );
  fillDetails(at('webhooks'), items, 'Nothing was sent to /webhook/{name} yet.');
}

function showRequests({ requests }) {
  const rows = requests.reverse().map((line) => {
    const outcome = line.status || 'no answer';
    const text = line.fault ? `${outcome} (${line.fault})` : String(outcome);
    const good = line.status >= 200 && line.status < 300;
    return row([
      element('td', time(line.at)),
      element('td', line.standIn),
      element('td', `${line.method} ${line.path}`, 'path'),
      element('td', text, good ? 'good' : 'bad'),
      element('td', number(line.milliseconds), 'number'),
    ]);
  });
  fillRows(at('requests'), rows, 5, 'No request yet.');
}

async function update() {
  const contacts = '/sandbox/hubspot/objects/contacts';
  const [standIns, page, counts, lists, log] = await Promise.all([
    json('/sandbox'),
    json(`${contacts}?newest=true&limit=${shown}`),
    json(`${contacts}/counts`),
    json('/sandbox/hubspot/lists'),
    json(`/sandbox/requests?latest=true&limit=${shown}`),
  ]);
  showStandIns(standIns);
  showContacts(page, counts);
  showRequests(log);
  await showLists(lists);
  const webhook = 'webhook/';
  const names = standIns.map((s) => s.name).filter((name) => name.startsWith(webhook));
  await showWebhooks(names.map((name) => name.slice(webhook.length)));
}

async function refresh() {
  try {
    await update();
    say(paused ? 'Updates are paused.' : '');
  } catch (failure) {
    say(`The sandbox does not answer: ${failure.message}`);
  }
}

/** Says it once, so that a screen reader isn't told the same every two seconds. */
function say(text) {
  if (at('state').textContent !== text) at('state').textContent = text;
}

async function loop() {
  if (!paused && !document.hidden) await refresh();
  setTimeout(loop, every);
}

at('pause').addEventListener('click', ({ currentTarget }) => {
  paused = !paused;
  currentTarget.setAttribute('aria-pressed', String(paused));
  say(paused ? 'Updates are paused.' : '');
});

at('reset').addEventListener('click', async () => {
  if (!confirm('Forget all contacts, lists, requests, settings and faults?')) return;
  await fetch('/sandbox/reset', { method: 'POST' });
  await refresh();
});

// After the click has opened it. Not on toggle: a list that is redrawn open fires that too.
at('lists').addEventListener('click', ({ target }) => {
  if (target.closest('summary')) setTimeout(refresh);
});

loop();
