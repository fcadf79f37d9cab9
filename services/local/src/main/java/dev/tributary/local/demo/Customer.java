package dev.tributary.local.demo;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** A customer: the same in the warehouse, in past events and in live events. */
@RecordBuilder
record Customer(
    int number,
    String firstName,
    String lastName,
    String language,
    String country,
    String phone,
    String plan,
    double churnScore,
    long lifetimeCents,
    boolean newsletter,
    boolean marketing,
    boolean analytics) {

  /** The customer whom the demo follows by name. */
  static final Customer FOLLOWED =
      CustomerBuilder.builder()
          .number(0)
          .firstName("Mila")
          .lastName("de Vries")
          .language("nl")
          .country("NL")
          .phone("+31612345678")
          .plan("plus")
          .churnScore(0.82)
          .lifetimeCents(148_000)
          .newsletter(true)
          .marketing(true)
          .analytics(true)
          .build();

  private record Place(String language, String country, String phoneFormat) {}

  // Mobile number ranges of the countries' numbering plans; six or seven digits are left for the
  // customer.
  private static final List<Place> PLACES =
      List.of(
          new Place("nl", "NL", "+3161%07d"),
          new Place("nl", "NL", "+3161%07d"),
          new Place("nl", "BE", "+3247%07d"),
          new Place("fr", "BE", "+3247%07d"),
          new Place("de", "DE", "+49151%08d"),
          new Place("en", "GB", "+447400%06d"));
  private static final List<String> FIRST_NAMES =
      List.of(
          "Emma", "Noah", "Julia", "Liam", "Sofie", "Lucas", "Anna", "Finn", "Sara", "Daan",
          "Lotte", "Jonas", "Marie", "Oliver", "Nora", "Hugo");
  private static final List<String> LAST_NAMES =
      List.of(
          "Bakker", "Jansen", "Peeters", "Maes", "Schmidt", "Weber", "Smith", "Taylor", "Visser",
          "Dubois", "Fischer", "Wright", "Mulder", "Claes", "Becker", "Clarke");
  private static final List<String> PLANS = List.of("free", "free", "basic", "plus", "business");

  /** The customer with this number; the same for the same seed. */
  static Customer of(long seed, int number) {
    if (number == FOLLOWED.number()) {
      return FOLLOWED;
    }
    SplittableRandom random = Seeds.of(seed, "customer", number);
    Place place = PLACES.get(random.nextInt(PLACES.size()));
    double spent = -Math.log(1 - random.nextDouble());
    return CustomerBuilder.builder()
        .number(number)
        .firstName(FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size())))
        .lastName(LAST_NAMES.get(random.nextInt(LAST_NAMES.size())))
        .language(place.language())
        .country(place.country())
        .phone(place.phoneFormat().formatted(number))
        .plan(PLANS.get(random.nextInt(PLANS.size())))
        .churnScore(random.nextInt(100) / 100.0)
        .lifetimeCents(Math.round(spent * 60_000))
        .newsletter(random.nextInt(100) < 40)
        .marketing(random.nextInt(100) < 70)
        .analytics(random.nextInt(100) < 92)
        .build();
  }

  String id() {
    return "c-%05d".formatted(number);
  }

  String email() {
    String name = (firstName + "." + lastName).toLowerCase(Locale.ROOT).replace(" ", "");
    return "%s.%d@northwind-customers.example".formatted(name, number);
  }

  /** The traits that the shop's own code sends when the customer signs in. */
  Map<String, Object> traits() {
    var traits = new LinkedHashMap<String, Object>();
    traits.put("email", email());
    traits.put("firstName", firstName);
    return traits;
  }

  Map<String, Boolean> consent() {
    return Map.of("marketing", marketing, "analytics", analytics);
  }
}
