import { expect, test } from 'vitest';
import { Session } from './session';

const refusal = new Error('You are not signed in');

function neverSignedIn(): Promise<never> {
  return Promise.reject(new Error('led to the sign-in'));
}

test('who was never signed in is led to the sign-in', async () => {
  await expect(new Session(neverSignedIn).renewed(refusal)).rejects.toThrow('led to the sign-in');
});

test('a request that finds the session expired goes on when the same person signs in again', async () => {
  const session = new Session(neverSignedIn);
  session.signedIn('mila');
  const waiting = session.renewed(refusal);
  expect(session.current()).toBe('expired');
  expect(session.signedIn('mila')).toBe(true);
  await expect(waiting).resolves.toBeUndefined();
  expect(session.current()).toBe('signed-in');
});

test('nothing goes on for somebody else', () => {
  const session = new Session(neverSignedIn);
  session.signedIn('mila');
  void session.renewed(refusal);
  expect(session.signedIn('joris')).toBe(false);
  expect(session.current()).toBe('expired');
});

test('a request that is given up does not wait on', async () => {
  const session = new Session(neverSignedIn);
  session.signedIn('mila');
  const given = new AbortController();
  const waiting = session.renewed(refusal, given.signal);
  given.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
});

test('a request that had been given up before does not begin to wait', async () => {
  const session = new Session(neverSignedIn);
  session.signedIn('mila');
  await expect(session.renewed(refusal, AbortSignal.abort(new Error('given up')))).rejects.toThrow(
    'given up',
  );
});

test('whoever watches hears of each change once', () => {
  const session = new Session(neverSignedIn);
  const heard: string[] = [];
  const stop = session.subscribe(() => heard.push(session.current()));
  session.signedIn('mila');
  session.signedIn('mila');
  void session.renewed(refusal);
  stop();
  session.signedIn('mila');
  expect(heard).toEqual(['signed-in', 'expired']);
});
