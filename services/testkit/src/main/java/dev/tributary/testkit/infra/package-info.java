/**
 * The real infrastructure for tests: the same child processes that the launcher starts, shared by
 * all tests of a JVM. Depends on the embedded parts of the local module only.
 */
@NullMarked
package dev.tributary.testkit.infra;

import org.jspecify.annotations.NullMarked;
