import { Text } from '@mantine/core';
import type { DefinitionVersion } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { DifferenceList } from './DifferenceList';
import { differences } from './differences';
import classes from './history.module.css';
import type { Versioned } from './object';
import { useUnseen } from './useUnseen';

/** More than so many settings open on demand. */
const FEW = 3;

interface Props {
  object: Versioned;
  version: DefinitionVersion;
  before: DefinitionVersion | undefined;
}

/** What a version changed. */
export function WhatChanged({ object: { kind, fieldsOf }, version, before }: Props) {
  const { t } = useTranslation();
  const unseen = useUnseen(kind);
  if (version.deleted) {
    return <Text fz="sm">{t('history.deleted')}</Text>;
  }
  if (before === undefined) {
    return version.version === 1 ? (
      <Text fz="sm">{t('history.created', { name: version.name })}</Text>
    ) : null;
  }
  const changed = differences(fieldsOf(before), fieldsOf(version));
  if (changed.length === 0) {
    return <Text fz="sm">{unseen}</Text>;
  }
  const list = (
    <DifferenceList differences={changed} before={t('history.before')} after={t('history.after')} />
  );
  return changed.length <= FEW ? (
    list
  ) : (
    <details className={classes.more}>
      <summary>{t('history.changed', { count: changed.length })}</summary>
      {list}
    </details>
  );
}
