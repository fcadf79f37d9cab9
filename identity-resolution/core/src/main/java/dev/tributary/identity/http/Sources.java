package dev.tributary.identity.http;

import dev.tributary.identity.claim.Origin;

/**
 * The origin of a value or an evidence, in one word. The key of a row may be personal, the name of
 * its model is not.
 */
public final class Sources {
  private Sources() {}

  public static String view(String text, Masking masking) {
    return switch (Origin.of(text)) {
      case Origin.Row row -> masking.personal(row.key()).isTextual() ? text : row.model().value();
      case Origin.Source source -> source.source().value();
      case Origin.Manual _, Origin.CorrectedIdentifier _, Origin.WithdrawnCorrection _ ->
          Origin.MANUAL.text();
    };
  }
}
