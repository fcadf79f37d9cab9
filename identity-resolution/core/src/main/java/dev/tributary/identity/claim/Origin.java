package dev.tributary.identity.claim;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SourceId;

/** The origin of a value. Each origin holds one value per trait; the newest of all wins. */
public sealed interface Origin {
  Origin MANUAL = new Manual();
  Origin CORRECTED_IDENTIFIER = new CorrectedIdentifier();
  Origin WITHDRAWN_CORRECTION = new WithdrawnCorrection();

  /** One word, which {@link #of} can read. */
  String text();

  /** Whether a user or an API client decided, and no source. */
  boolean byHand();

  /** The events of a source. */
  record Source(SourceId source) implements Origin {
    @Override
    public String text() {
      return source.value();
    }

    @Override
    public boolean byHand() {
      return false;
    }
  }

  /**
   * A row of a people model.
   *
   * @param key the primary key's text
   */
  record Row(ModelId model, String key) implements Origin {
    @Override
    public String text() {
      return model + "/" + key;
    }

    @Override
    public boolean byHand() {
      return false;
    }
  }

  /** Users and API clients, over REST. */
  record Manual() implements Origin {
    @Override
    public String text() {
      return "manual";
    }

    @Override
    public boolean byHand() {
      return true;
    }
  }

  /**
   * Users and API clients who corrected an identifier. The value is the right identifier, and is
   * kept under the wrong one. A corrected trait never has this origin.
   */
  record CorrectedIdentifier() implements Origin {
    @Override
    public String text() {
      return "manual/identifier";
    }

    @Override
    public boolean byHand() {
      return true;
    }
  }

  /**
   * Users and API clients who withdrew the corrections of a trait. It never has a value: its time
   * is the time up to which corrections do not count.
   */
  record WithdrawnCorrection() implements Origin {
    @Override
    public String text() {
      return "manual/withdrawn";
    }

    @Override
    public boolean byHand() {
      return true;
    }
  }

  static Origin of(String text) {
    if (text.equals(MANUAL.text())) {
      return MANUAL;
    }
    if (text.equals(CORRECTED_IDENTIFIER.text())) {
      return CORRECTED_IDENTIFIER;
    }
    if (text.equals(WITHDRAWN_CORRECTION.text())) {
      return WITHDRAWN_CORRECTION;
    }
    int slash = text.indexOf('/');
    return slash > 0 && text.startsWith(Ids.MODEL)
        ? new Row(new ModelId(text.substring(0, slash)), text.substring(slash + 1))
        : new Source(new SourceId(text));
  }
}
