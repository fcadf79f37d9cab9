package dev.tributary.e2e;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A mail server that keeps what it is sent, where the installation's settings say. */
final class Mailbox implements AutoCloseable {
  private final GreenMail server =
      new GreenMail(
          new ServerSetup(Integer.getInteger("mail.port"), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  Mailbox() {
    server.start();
  }

  record Mail(String id, String subject, String text) {}

  /** What was sent to this address. */
  List<Mail> to(String address) {
    List<Mail> mails = new ArrayList<>();
    try {
      for (MimeMessage message : server.getReceivedMessages()) {
        if (message.getAllRecipients()[0].toString().equals(address)) {
          mails.add(
              new Mail(
                  message.getMessageID(), message.getSubject(), message.getContent().toString()));
        }
      }
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
    return mails;
  }

  @Override
  public void close() {
    server.stop();
  }
}
