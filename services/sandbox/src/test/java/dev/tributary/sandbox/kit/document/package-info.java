/** The documents of the kit alone, with a clock that the tests move. */
package dev.tributary.sandbox.kit.document;
