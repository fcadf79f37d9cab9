import type { Connection, ConnectionRequest } from '@/api/generated/model';
import { type ConnectionKind, kindOf } from '@/features/connections/connectionKind';

/** A connection as it stands in the form: texts, as they are typed. */
export interface ConnectionDraft {
  kind: ConnectionKind;
  path: string;
  host: string;
  port: string;
  database: string;
  user: string;
  /** Empty keeps the one that is stored. */
  password: string;
  schema: string;
  tls: boolean;
  verifyCertificate: boolean;
  caCertificate: string;
}

export function emptyDraft(kind: ConnectionKind): ConnectionDraft {
  return {
    kind,
    path: '',
    host: '',
    port: '5432',
    database: '',
    user: '',
    password: '',
    schema: 'public',
    tls: true,
    verifyCertificate: true,
    caCertificate: '',
  };
}

export function draftOf(connection: Connection): ConnectionDraft {
  return {
    kind: kindOf(connection),
    path: connection.path ?? '',
    host: connection.host ?? '',
    port: String(connection.port ?? 5432),
    database: connection.database ?? '',
    user: connection.user ?? '',
    password: '',
    schema: connection.schema ?? 'public',
    tls: connection.tls ?? true,
    verifyCertificate: connection.verifyCertificate ?? true,
    caCertificate: connection.caCertificate ?? '',
  };
}

export function requestOf(draft: ConnectionDraft): ConnectionRequest {
  return draft.kind === 'postgresql'
    ? {
        kind: 'postgresql',
        host: draft.host.trim(),
        port: Number(draft.port),
        database: draft.database.trim(),
        user: draft.user.trim(),
        schema: draft.schema.trim(),
        tls: draft.tls,
        verifyCertificate: draft.verifyCertificate,
        caCertificate: draft.caCertificate.trim() || null,
        ...(draft.password === '' ? {} : { password: draft.password }),
      }
    : { kind: 'files', path: draft.path.trim() };
}

/** The fields that say where the password is sent. A user who changes one of them enters the password again. */
const ORIGIN = ['host', 'port', 'user', 'tls', 'verifyCertificate', 'caCertificate'] as const;

export function isMoved(draft: ConnectionDraft, before: ConnectionDraft): boolean {
  return ORIGIN.some((field) => String(draft[field]).trim() !== String(before[field]).trim());
}

/** Why its password and data are not safe on their way; null if they are. */
export function unsafe({
  kind,
  tls,
  verifyCertificate,
}: Pick<ConnectionDraft, 'kind' | 'tls' | 'verifyCertificate'>) {
  if (kind !== 'postgresql') {
    return null;
  }
  return tls ? (verifyCertificate ? null : 'unverified') : 'unencrypted';
}

/** The fields that stand empty and must not, in the form's order. */
export function missing(draft: ConnectionDraft): (keyof ConnectionDraft)[] {
  const needed: (keyof ConnectionDraft)[] =
    draft.kind === 'postgresql' ? ['host', 'port', 'database', 'user'] : ['path'];
  return needed.filter((field) => String(draft[field]).trim() === '');
}

/** The fields that the form shows, in its order. */
export function shownFields({
  kind,
  tls,
  verifyCertificate,
}: Pick<ConnectionDraft, 'kind' | 'tls' | 'verifyCertificate'>): (keyof ConnectionDraft)[] {
  return kind === 'postgresql'
    ? [
        'host',
        'port',
        'database',
        'schema',
        'user',
        'password',
        'tls',
        ...(tls ? (['verifyCertificate'] as const) : []),
        ...(tls && verifyCertificate ? (['caCertificate'] as const) : []),
      ]
    : ['path'];
}

/** Whether the form shows each of these errors at its field, by JSON pointer. */
export function isAtFields(pointers: readonly string[], draft: ConnectionDraft): boolean {
  const shown = shownFields(draft).map((field) => `/connection/${field}`);
  return (
    pointers.length > 0 && pointers.every((each) => [...shown, '/name', '/key'].includes(each))
  );
}

/** Where it is, in a few words. */
export function whereOf(connection: Connection): string {
  return connection.kind === 'postgresql'
    ? `${connection.host}:${connection.port}/${connection.database}`
    : (connection.path ?? '');
}
