package dev.tributary.local.demo;

/** The size of the sample shop. All sizes depend on the number of customers. */
public record Scale(int customers) {

  static final int PRODUCTS = 40;

  private static final int ORDERS_PER_CUSTOMER = 5;
  private static final double VISITS_PER_CUSTOMER = 0.62;

  public Scale {
    if (customers < 1) {
      throw new IllegalArgumentException("A shop has at least one customer");
    }
  }

  public int orders() {
    return customers * ORDERS_PER_CUSTOMER;
  }

  /** Number of past visits, of about five events each. */
  int visits() {
    return (int) Math.ceil(customers * VISITS_PER_CUSTOMER);
  }
}
