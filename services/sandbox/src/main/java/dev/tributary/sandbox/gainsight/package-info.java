/**
 * Gainsight's companies, people, custom objects and calls to action, from its public documentation.
 * Built on the kit. The README of this service says what is documented and what is guessed. Imports
 * the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.gainsight;

import org.jspecify.annotations.NullMarked;
