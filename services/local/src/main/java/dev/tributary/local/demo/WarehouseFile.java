package dev.tributary.local.demo;

import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The shop's warehouse, a DuckDB file: customers, products and two years of orders. */
record WarehouseFile(Path file) {

  static final String NAME = "northwind.duckdb";

  private static final Duration PERIOD = Duration.ofDays(730);

  /** Creates the file if it does not exist. The file appears whole or not at all. */
  void ensure(DemoState state) {
    if (Files.exists(file)) {
      return;
    }
    Path whole = file.resolveSibling(NAME + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(whole);
      fill(whole, state);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | SQLException e) {
      throw new StartFailure("Cannot make the sample warehouse " + file + ": " + e.getMessage(), e);
    }
  }

  private static void fill(Path file, DemoState state) throws SQLException {
    try (var connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table customers (
            customer_id varchar primary key, email varchar, phone varchar, first_name varchar,
            last_name varchar, language varchar, country varchar, plan varchar,
            churn_score double, lifetime_value decimal(12, 2), newsletter boolean,
            marketing_consent varchar, analytics_consent varchar);
          create table products (
            product_id varchar primary key, name varchar, category varchar, price decimal(12, 2));
          create table orders (
            order_id bigint primary key, customer_id varchar, product_id varchar, quantity integer,
            total decimal(12, 2), ordered_at timestamp);\
          """);
      customers(connection, state);
      products(connection);
      orders(connection, state);
      statement.execute("checkpoint");
    }
  }

  private static void customers(DuckDBConnection connection, DemoState state) throws SQLException {
    try (DuckDBAppender rows = connection.createAppender("main", "customers")) {
      for (int n = 0; n < state.customers(); n++) {
        Customer customer = Customer.of(state.seed(), n);
        rows.beginRow();
        rows.append(customer.id());
        rows.append(customer.email());
        rows.append(customer.phone());
        rows.append(customer.firstName());
        rows.append(customer.lastName());
        rows.append(customer.language());
        rows.append(customer.country());
        rows.append(customer.plan());
        rows.append(customer.churnScore());
        rows.append(BigDecimal.valueOf(customer.lifetimeCents(), 2));
        rows.append(customer.newsletter());
        rows.append(answer(customer.marketing()));
        rows.append(answer(customer.analytics()));
        rows.endRow();
      }
    }
  }

  private static void products(DuckDBConnection connection) throws SQLException {
    try (DuckDBAppender rows = connection.createAppender("main", "products")) {
      for (Product product : Product.all()) {
        rows.beginRow();
        rows.append(product.id());
        rows.append(product.name());
        rows.append(product.category());
        rows.append(BigDecimal.valueOf(product.cents(), 2));
        rows.endRow();
      }
    }
  }

  private static void orders(DuckDBConnection connection, DemoState state) throws SQLException {
    List<Product> products = Product.all();
    LocalDateTime end = LocalDateTime.ofInstant(state.begun(), ZoneOffset.UTC).withNano(0);
    try (DuckDBAppender rows = connection.createAppender("main", "orders")) {
      for (int n = 0; n < state.scale().orders(); n++) {
        SplittableRandom random = Seeds.of(state.seed(), "order", n);
        Product product = Product.drawn(products, random);
        int quantity = random.nextInt(1, 4);
        rows.beginRow();
        rows.append((long) n + 1);
        rows.append("c-%05d".formatted(random.nextInt(state.customers())));
        rows.append(product.id());
        rows.append(quantity);
        rows.append(BigDecimal.valueOf(product.cents() * quantity, 2));
        rows.append(end.minusSeconds(random.nextLong(PERIOD.toSeconds())));
        rows.endRow();
      }
    }
  }

  private static String answer(boolean allowed) {
    return allowed ? "granted" : "denied";
  }
}
