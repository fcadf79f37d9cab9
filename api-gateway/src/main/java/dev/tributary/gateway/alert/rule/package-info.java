/** What is worth an alert: one rule a kind, from facts to findings, and their words. Pure. */
@NullMarked
package dev.tributary.gateway.alert.rule;

import org.jspecify.annotations.NullMarked;
