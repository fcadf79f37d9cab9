package dev.tributary.collector.http;

import dev.tributary.collector.tracking.Refusal;
import io.vertx.core.http.HttpServerResponse;

/** The kind of answer to a tracking call. */
sealed interface Reply {
  void accepted(int quarantined);

  /**
   * @param retryAfterSeconds when to try again, if trying again makes sense
   */
  void refused(Refusal refusal, String message, long retryAfterSeconds);

  /** An answer for SDKs. */
  record SdkAnswer(HttpServerResponse response) implements Reply {
    @Override
    public void accepted(int quarantined) {
      Answers.success(response, quarantined);
    }

    @Override
    public void refused(Refusal refusal, String message, long retryAfterSeconds) {
      if (refusal.status() == 429 || refusal.status() >= 500) {
        Answers.refusal(response, refusal, message, retryAfterSeconds);
      } else {
        Answers.refusal(response, refusal, message);
      }
    }
  }

  /**
   * An image, whatever happens to the event, because the page that loads it cannot react to errors.
   */
  record ImageAnswer(HttpServerResponse response) implements Reply {
    @Override
    public void accepted(int quarantined) {
      Pixel.show(response);
    }

    @Override
    public void refused(Refusal refusal, String message, long retryAfterSeconds) {
      Pixel.show(response);
    }
  }
}
