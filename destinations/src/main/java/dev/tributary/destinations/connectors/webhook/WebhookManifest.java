package dev.tributary.destinations.connectors.webhook;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import java.util.List;

/** The manifest of the webhook connector. */
final class WebhookManifest {
  static final String ID = "webhook";
  static final String URL = "url";
  static final String SECRET = "signingSecret";
  static final String DELIVERY = "delivery";
  static final String AT_MOST_ONCE = "at-most-once";
  static final String EVENTS = "events";
  static final String RECORDS = "records";
  private static final int BATCH_SIZE = 100;
  private static final int CONCURRENCY = 8;
  private static final String ANY_NAME = "[^\\u0000-\\u001f]{1,255}";

  static final Manifest MANIFEST =
      ManifestBuilder.builder()
          .id(ID)
          .name("Webhook")
          .description("Sends signed JSON to your own address, in batches of up to 100.")
          .effectClass(EffectClass.C)
          .settings(
              List.of(
                  Setting.required(URL, "Address", "Begins with https://").asOrigin(),
                  Setting.signingSecret(
                      SECRET,
                      "Signing secret",
                      "Begins with whsec_, then Base64; signatures follow Standard Webhooks"),
                  Setting.choice(
                      DELIVERY,
                      "When no answer comes",
                      "Send again with the same webhook-id (at least once, the default), or never"
                          + " repeat what may have arrived",
                      "at-least-once",
                      AT_MOST_ONCE)))
          .objects(
              List.of(
                  ManifestObjectTypeBuilder.builder()
                      .name(EVENTS)
                      .label("Events")
                      .kind(ObjectType.Kind.EVENT)
                      .fields(List.of())
                      .otherFields(ANY_NAME)
                      .matchFields(List.of())
                      .batchSize(BATCH_SIZE)
                      .removal(Removal.IMPOSSIBLE)
                      .memberships(null)
                      .settings(List.of())
                      .build(),
                  ManifestObjectTypeBuilder.builder()
                      .name(RECORDS)
                      .label("Records")
                      .kind(ObjectType.Kind.RECORD)
                      .fields(List.of())
                      .otherFields(ANY_NAME)
                      .matchFields(List.of())
                      .batchSize(BATCH_SIZE)
                      .removal(Removal.TOLD)
                      .memberships(null)
                      .settings(List.of())
                      .build()))
          .rateLimits(List.of())
          .concurrency(CONCURRENCY)
          .addressOverridable(false)
          .sources(List.of("https://www.standardwebhooks.com"))
          .build();

  private WebhookManifest() {}
}
