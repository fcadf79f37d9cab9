package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** People of whom two are most likely one, and enough others to tell by how rare a name is. */
final class Lookalikes {
  static final String ANN = "annabel";
  static final String ANNA = "anabel";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int OTHERS = 70;
  private static final List<String> FIRST =
      List.of("Ruth", "Omar", "Lena", "Piet", "Ines", "Hugo", "Mira", "Tobias", "Wanda", "Ezra");
  private static final List<String> LAST =
      List.of("Bakker", "Castillo", "Dietrich", "Eriksen", "Fontaine", "Grabowski", "Haugen");

  private Lookalikes() {}

  /** They come in by a source, and are known when this returns. */
  static void comeIn(Shop shop, Source source) {
    for (int person = 0; person < OTHERS; person++) {
      String first = FIRST.get(person % FIRST.size());
      String last = LAST.get(person / FIRST.size());
      LocalDate born = LocalDate.of(1950, 1, 1).plusDays(person * 229L);
      String email = "%s.%s%d@mail.example".formatted(first, last, person);
      source.identify("look" + person, traits(first, last, born, email));
    }
    LocalDate born = LocalDate.of(1981, 4, 17);
    source.identify(ANN, traits("Annabel", "Osterhaus", born, "a.osterhaus@mail.example"));
    source.identify(ANNA, traits("Anabel", "Osterhaus", born, "a.osterhaus@work.example"));
    shop.recorded();
  }

  /** Has them looked for, to the end. */
  static void areLookedFor(Shop shop) {
    String runs = shop.path("/identity/matching/runs");
    String run = shop.marketer().post(runs, Map.of()).path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(() -> shop.marketer().get(runs + "/" + run), of -> state(of).equals("succeeded"));
  }

  private static String state(JsonNode run) {
    return run.path("state").asText();
  }

  private static Map<String, ?> traits(String first, String last, LocalDate born, String email) {
    return Map.of(
        "firstName", first, "lastName", last, "birthDate", born.toString(), "email", email);
  }
}
