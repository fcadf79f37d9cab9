import type { Destination, Manifest, ObjectType } from '@/api/generated/model';
import { sizeWords, spanWords } from '@/components/text/units';
import { millisecondsOf } from '@/texts/duration';
import type { TFunction } from '@/texts/useTranslation';

/** One thing that users can rely on, or must know. */
export interface PromiseFact {
  label: string;
  value: string;
}

interface Asked {
  object: ObjectType;
  /** The class of the connector, for an object that declares none. */
  otherwise: Manifest['effectClass'];
  /** Whether the destination is set never to repeat a request that may have arrived. */
  neverRepeats?: boolean;
}

/** What happens with the records of an object at their destination, in words. */
export function promiseFacts(asked: Asked, t: TFunction): PromiseFact[] {
  const { object } = asked;
  return [
    { label: t('promise.repeat'), value: repeated(asked, t) },
    { label: t('promise.answer'), value: t(`promise.answers.${object.confirms}`) },
    { label: t('promise.batch'), value: together(object, t) },
    ...settled(object, t),
    ...removed(object, t),
    ...forgotten(object, t),
  ];
}

/** What a repetition does, in one sentence. */
export function repeated({ object, otherwise, neverRepeats }: Asked, t: TFunction) {
  const effectClass = object.effectClass ?? otherwise;
  const window = object.deduplication?.window;
  const form: string | undefined = object.deduplication?.form;
  if (effectClass === 'B' && form === 'batch') {
    return t('promise.repeats.batch');
  }
  if (effectClass === 'B' && window) {
    return t('promise.repeats.within', { time: spanWords(millisecondsOf(window)) });
  }
  return effectClass === 'C' && neverRepeats
    ? t('promise.repeats.never')
    : t(`promise.repeats.${effectClass}`);
}

function together({ batch }: ObjectType, t: TFunction): string {
  const { items, bytes, itemBytes, wait } = batch;
  return [
    bytes === null
      ? t('promise.batches.items', { count: items })
      : t('promise.batches.itemsAndSize', { count: items, size: sizeWords(bytes) }),
    ...(itemBytes === null ? [] : [t('promise.batches.itemSize', { size: sizeWords(itemBytes) })]),
    ...(millisecondsOf(wait) === 0
      ? []
      : [t('promise.batches.wait', { time: spanWords(millisecondsOf(wait)) })]),
  ].join(' ');
}

function settled({ settle }: ObjectType, t: TFunction): PromiseFact[] {
  return millisecondsOf(settle) === 0
    ? []
    : [
        {
          label: t('promise.settle'),
          value: t('promise.settles', { time: spanWords(millisecondsOf(settle)) }),
        },
      ];
}

/** Events are never removed: nobody asks for it. */
function removed({ kind, removal, memberships }: ObjectType, t: TFunction): PromiseFact[] {
  if (kind === 'event') {
    return [];
  }
  const record = t(`promise.removals.${removal}`);
  return [
    {
      label: t('promise.removal'),
      value: memberships === null ? record : `${record} ${t('promise.removals.ofList')}`,
    },
  ];
}

function forgotten({ forget }: ObjectType, t: TFunction): PromiseFact[] {
  return forget === null
    ? []
    : [
        {
          label: t('promise.forget'),
          value: [
            t(`promise.forgets.${forget.what}`),
            sentence(forget.words),
            ...(forget.what === 'impossible' ? [] : [t('promise.forgetsNot')]),
          ].join(' '),
        },
      ];
}

/** Connectors write these words without a full stop. */
function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** Whether a destination is set so. */
export function neverRepeats({ settings }: Pick<Destination, 'settings'>): boolean {
  return 'delivery' in settings && settings.delivery === 'at-most-once';
}
