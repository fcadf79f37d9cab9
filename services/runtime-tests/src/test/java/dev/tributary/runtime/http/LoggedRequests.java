package dev.tributary.runtime.http;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** The {@code mdc.requestId} of each line that a class logs, until this is closed. */
final class LoggedRequests extends Handler {
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final Logger logger;

  LoggedRequests(Class<?> of) {
    logger = Logger.getLogger(of.getName());
    logger.addHandler(this);
  }

  List<String> ids() {
    return ids;
  }

  @Override
  public void publish(LogRecord record) {
    ids.add(Objects.toString(((ExtLogRecord) record).getMdc("requestId")));
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
