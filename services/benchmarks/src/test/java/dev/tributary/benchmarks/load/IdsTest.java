package dev.tributary.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {
  private final Ids ids = new Ids();

  @Test
  void findsEveryEventOfABody() {
    byte[] body = body(issue(), issue(), issue());

    ids.arrived(body);

    assertThat(ids.distinct()).isEqualTo(3);
    assertThat(ids.missing()).isZero();
    assertThat(ids.surplus()).isZero();
  }

  @Test
  void countsWhatIsLostAndWhatComesTwice() {
    byte[] first = body(issue());
    issue();

    ids.arrived(first);
    ids.arrived(first);

    assertThat(ids.missing()).isOne();
    assertThat(ids.surplus()).isOne();
  }

  @Test
  void countsWhatNeverLeft() {
    ids.arrived(body(issue() + 1));

    assertThat(ids.surplus()).isOne();
    assertThat(ids.distinct()).isZero();
  }

  private long issue() {
    return ids.issue(System.nanoTime());
  }

  private static byte[] body(long... numbers) {
    var body = new ByteArrayOutputStream();
    for (long number : numbers) {
      body.writeBytes(Events.track(number, "u", "a", "Product Viewed", new Random(1)));
    }
    return body.toByteArray();
  }
}
