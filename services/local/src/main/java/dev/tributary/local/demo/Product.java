package dev.tributary.local.demo;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** An article of the shop. */
record Product(String id, String name, String category, long cents) {

  private static final List<String> FIRST = List.of("Espresso", "Filter", "Pocket", "Travel");
  private static final List<String> SECOND =
      List.of(
          "Machine", "Grinder", "Kettle", "Mug", "Scale", "Carafe", "Tamper", "Jug", "Flask",
          "Tin");
  private static final List<String> CATEGORIES = List.of("Coffee at home", "Coffee on the way");

  /** All articles, the best seller first. */
  static List<Product> all() {
    return IntStream.range(0, Scale.PRODUCTS)
        .mapToObj(n ->
            new Product(
                "p-%03d".formatted(n),
                FIRST.get(n / SECOND.size()) + " " + SECOND.get(n % SECOND.size()),
                CATEGORIES.get(n / (Scale.PRODUCTS / 2)),
                495 + 1_250L * ((n * 7) % 23)))
        .toList();
  }

  /** A random article; the first ones are more frequent. */
  static Product drawn(List<Product> products, SplittableRandom random) {
    double share = random.nextDouble();
    return products.get((int) (share * share * products.size()));
  }

  /** In the form of an event's properties. */
  Map<String, Object> properties() {
    return Map.of("productId", id, "name", name, "category", category, "price", cents / 100.0);
  }
}
