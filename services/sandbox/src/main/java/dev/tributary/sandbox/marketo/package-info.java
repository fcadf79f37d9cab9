/**
 * Marketo's leads, static lists, custom objects and custom activities, from its public
 * documentation. Built on the kit. The README of this service says what is documented and what is
 * guessed. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.marketo;

import org.jspecify.annotations.NullMarked;
