package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class PackageSizesTest {
  @Test
  void aPackageWithMoreThan25FilesIsFoundByItsNameInTheService() {
    JavaClasses classes = new ClassFileImporter().importPackages("com.tngtech.archunit");
    assertThat(new PackageSizes("com.tngtech.archunit").tooLarge(classes))
        .contains("core.domain")
        .doesNotContain("library.freeze", "library.metrics.rendering");
  }
}
