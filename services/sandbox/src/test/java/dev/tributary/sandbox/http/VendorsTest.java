package dev.tributary.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.TestClock;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.document.VendorDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class VendorsTest {
  private static final List<Vendor> ALL = new Vendors(new TestClock("2026-11-01T12:00:00Z")).all();

  @Test
  void eachVendorHasAPathOfItsOwn() {
    assertThat(ALL).extracting(vendor -> vendor.parts().name()).doesNotHaveDuplicates();
  }

  @Test
  void theDocumentOfEachVendorHasEachOperation() {
    for (var vendor : ALL) {
      var document = VendorDocument.of(vendor.getClass());
      assertThat(vendor.operations())
          .filteredOn(operation -> operation.access() == Operation.Access.ACCOUNT)
          .allSatisfy(operation ->
              assertThat(document.has(operation.method(), operation.path()))
                  .as("%s %s %s", vendor.parts().name(), operation.method(), operation.path())
                  .isTrue());
    }
  }
}
