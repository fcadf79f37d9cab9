import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconLock,
  IconMapQuestion,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { ProblemError, UnreachableError } from '@/api/problem';
import { refusedChange } from '@/api/refusedChange';
import { ButtonLink } from '@/components/links';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';
import { AskForApproval } from './AskForApproval';
import { adviceFor } from './advice';
import classes from './Failure.module.css';

interface Props {
  error: unknown;
  again?: () => void;
  /** It stands in place of the page, and is the page's only heading then. */
  wholePage?: boolean;
}

/** What happened, what to do, and the id of the request for the operator. */
export function Failure({ error, again, wholePage = false }: Props) {
  const { t } = useTranslation();
  const advice = adviceFor(error);
  const problem = error instanceof ProblemError ? error.problem : null;
  const Icon = iconOf(error);
  const change = refusedChange(error);
  // What the API says there is for programs; people get the button.
  const detail = change ? null : (problem?.detail ?? (problem ? null : messageOf(error)));
  const shown = (
    <Paper className={classes.failure} role="alert">
      <Icon size={22} className={classes.icon} aria-hidden />
      <Stack gap={6} className={classes.words}>
        <Title order={wholePage ? 1 : 2} size="h2">
          {t(advice.title)}
        </Title>
        {detail && <Text className={classes.detail}>{detail}</Text>}
        <Text c="dimmed">{t(advice.whatToDo)}</Text>
        {problem?.requestId && (
          <Group gap={6} c="dimmed" fz="sm">
            {t('failure.requestId')} <CopyText value={problem.requestId} />
          </Group>
        )}
        <Group gap="xs" mt={4}>
          {again && (
            <Button variant="default" size="xs" onClick={again}>
              {t('failure.again')}
            </Button>
          )}
          {change && <AskForApproval changes={[change]} />}
          {wholePage && (
            <ButtonLink variant="default" size="xs" to="/">
              {t('failure.home')}
            </ButtonLink>
          )}
        </Group>
      </Stack>
    </Paper>
  );
  return wholePage ? <main className={classes.page}>{shown}</main> : shown;
}

function iconOf(error: unknown) {
  if (error instanceof UnreachableError) {
    return IconPlugConnectedX;
  }
  if (error instanceof ProblemError && error.status === 403) {
    return IconLock;
  }
  return error instanceof ProblemError && error.status === 404
    ? IconMapQuestion
    : IconAlertTriangle;
}

function messageOf(error: unknown): string | null {
  return error instanceof Error && !(error instanceof UnreachableError) ? error.message : null;
}
