package dev.tributary.benchmarks.profiles;

import dev.tributary.benchmarks.load.Requests;
import dev.tributary.contracts.id.ProfileId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Reads of a profile, of its timeline, and lookups of its identifier, in turn. */
final class ProfileRequests implements Requests {
  private static final List<String> PARTS = List.of("", "/events?type=track&limit=20");

  private final List<Person> people;
  private final Random random;
  private Person person;
  private int turn;

  /** A known person. */
  record Person(ProfileId profile, String user) {}

  ProfileRequests(List<Person> people, long seed) {
    this.people = people;
    this.random = new Random(seed);
    this.person = people.getFirst();
  }

  @Override
  public int eventsPerRequest() {
    return 1;
  }

  @Override
  public RequestOptions head(RequestOptions lookup) {
    person = people.get(random.nextInt(people.size()));
    turn = (turn + 1) % (PARTS.size() + 1);
    if (turn == PARTS.size()) {
      return lookup;
    }
    String profiles = lookup.getURI().replace("/lookup", "/");
    return new RequestOptions(lookup)
        .setMethod(HttpMethod.GET)
        .setURI(profiles + person.profile() + PARTS.get(turn));
  }

  @Override
  public Buffer next(long dueNanos) {
    return turn == PARTS.size()
        ? Buffer.buffer(
            "{\"type\":\"user_id\",\"value\":\"%s\"}"
                .formatted(person.user())
                .getBytes(StandardCharsets.UTF_8))
        : Buffer.buffer();
  }
}
