/**
 * Customer.io's people, objects, events and manual segments, from its public documentation. Built
 * on the kit. The README of this service says what is documented and what is guessed. Imports the
 * JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.customerio;

import org.jspecify.annotations.NullMarked;
