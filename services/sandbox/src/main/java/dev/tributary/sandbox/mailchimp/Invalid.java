package dev.tributary.sandbox.mailchimp;

import dev.tributary.sandbox.kit.Refused;
import java.util.List;
import java.util.Map;

/** A member that Mailchimp refuses: alone with 400, in a batch as one of its errors. */
final class Invalid extends Exception {
  private static final long serialVersionUID = 1L;

  private final String title;
  private final String field;
  private final String fieldMessage;

  Invalid(String title, String field, String fieldMessage) {
    super(title, null, false, false);
    this.title = title;
    this.field = field;
    this.fieldMessage = fieldMessage;
  }

  /** An address that was deleted for good. */
  static Invalid forgotten(String address) {
    return new Invalid(
        address
            + " was permanently deleted and cannot be re-imported. The contact must re-subscribe to"
            + " get back on the list.",
        "",
        "");
  }

  String message() {
    return title;
  }

  String field() {
    return field;
  }

  String fieldMessage() {
    return fieldMessage;
  }

  Refused refused() {
    return field.isEmpty()
        ? MailchimpWords.refused(400, "Forgotten Email Not Subscribed", title)
        : MailchimpWords.invalid(List.of(Map.of("field", field, "message", fieldMessage)));
  }
}
