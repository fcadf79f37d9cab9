package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Receives the alerts of a shop by mail and by a webhook. */
final class AlertReceiver implements AutoCloseable {
  private final Shop shop;
  private final Receiver hook;
  private final String address;
  private final Mailbox mailbox = new Mailbox();

  AlertReceiver(Stack stack, Shop shop) {
    this.shop = shop;
    this.hook = new Receiver(stack.sandbox(), shop.key() + "-alerts");
    this.address = shop.key() + "@shop.example";
    shop.admin()
        .put(
            shop.path("/alert-settings"),
            Map.of(
                "emails", List.of(address),
                "webhook",
                    Map.of(
                        "url",
                        hook.address(),
                        "signingSecret",
                        "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")));
  }

  /**
   * The number of calls of the webhook about a kind of alert; 0 until as many mails have arrived.
   *
   * @param type {@code alert.opened} or {@code alert.resolved}
   * @param about part of the subject of the mails
   */
  long received(String type, String kind, String about) {
    long posted =
        hook.bodies().stream().filter(body -> body.contains(type) && body.contains(kind)).count();
    boolean resolved = type.equals("alert.resolved");
    long mailed =
        mails(subject -> subject.contains(about) && subject.contains("Resolved: ") == resolved)
            .size();
    return posted == mailed ? posted : 0;
  }

  List<Mailbox.Mail> mails(Predicate<String> subject) {
    return all().stream().filter(mail -> subject.test(mail.subject())).toList();
  }

  List<Mailbox.Mail> all() {
    return mailbox.to(address);
  }

  /** The alerts that are open according to the API. */
  List<JsonNode> open() {
    JsonNode alerts = shop.marketer().get(shop.path("/alerts?state=open")).path("data");
    return alerts.valueStream().toList();
  }

  @Override
  public void close() {
    mailbox.close();
  }
}
