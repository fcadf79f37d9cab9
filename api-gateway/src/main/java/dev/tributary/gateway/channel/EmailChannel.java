package dev.tributary.gateway.channel;

import dev.tributary.gateway.alert.AlertSettings;
import dev.tributary.gateway.alert.Announcement;
import dev.tributary.gateway.alert.Channel;
import dev.tributary.gateway.alert.ChannelName;
import dev.tributary.gateway.alert.NotTold;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * E-mail, through the operator's mail server. The Message-ID is the same at every repetition, so
 * that mail programs show it once.
 */
public final class EmailChannel implements Channel, AutoCloseable {
  private static final long TIMEOUT_SECONDS = 30;

  private final MailClient client;
  private final String from;
  private final String host;

  /**
   * @param from the sender
   * @param host this installation's, for ids of messages
   */
  public EmailChannel(Vertx vertx, MailConfig config, String from, String host) {
    this.client = MailClient.create(vertx, config);
    this.from = from;
    this.host = host;
  }

  @Override
  public ChannelName name() {
    return ChannelName.EMAIL;
  }

  @Override
  public String tell(AlertSettings settings, Announcement announcement) throws NotTold {
    MailMessage message =
        new MailMessage()
            .setFrom(from)
            .setTo(settings.emails())
            .setSubject("[%s] %s".formatted(announcement.workspaceName(), announcement.title()))
            .setText(text(announcement));
    message.addHeader("Message-ID", "<" + announcement.id() + "@" + host + ">");
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
      throw new NotTold(String.valueOf(cause.getMessage()));
    } catch (TimeoutException e) {
      throw new NotTold("The mail server did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotTold("Stopped while the mail server was asked");
    }
  }

  private static String text(Announcement announcement) {
    return announcement.resolved()
        ? """
        %s

        This is over. Workspace: %s
        """
            .formatted(announcement.headline(), announcement.workspaceName())
        : """
        %s

        What still works: %s

        Mend it: %s

        Workspace: %s
        """
            .formatted(
                announcement.headline(),
                announcement.works(),
                announcement.url(),
                announcement.workspaceName());
  }

  @Override
  public void close() {
    client.close();
  }
}
