package dev.tributary.control.notice;

import dev.tributary.control.alert.AnnouncementFailed;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The operator's mail server. Thread-safe. */
public final class MailServer implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 30;

  private final MailClient client;
  private final String from;
  private final String host;

  /**
   * @param from the sender
   * @param host the name of this installation, for the ids of messages
   */
  public MailServer(Vertx vertx, MailConfig config, String from, String host) {
    this.client = MailClient.create(vertx, config);
    this.from = from;
    this.host = host;
  }

  /**
   * An e-mail.
   *
   * @param id the same at every repetition, so that mail programs show it once
   */
  public record Letter(List<String> to, String subject, String text, String id) {}

  /**
   * Blocks until the server has taken the letter.
   *
   * @return the addresses of the letter
   */
  public String send(Letter letter) throws AnnouncementFailed {
    MailMessage message =
        new MailMessage()
            .setFrom(from)
            .setTo(letter.to())
            .setSubject(letter.subject())
            .setText(letter.text());
    message.addHeader("Message-ID", "<" + letter.id() + "@" + host + ">");
    message.addHeader("Auto-Submitted", "auto-generated");
    try {
      MailResult result =
          client
              .sendMail(message)
              .toCompletionStage()
              .toCompletableFuture()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return "Accepted for " + String.join(", ", result.getRecipients());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new AnnouncementFailed(String.valueOf(cause.getMessage()));
    } catch (TimeoutException e) {
      throw new AnnouncementFailed("The mail server did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnnouncementFailed("Stopped while the mail server was asked");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
