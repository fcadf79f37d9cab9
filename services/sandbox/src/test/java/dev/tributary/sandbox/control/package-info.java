/** Parts of the control API alone. */
package dev.tributary.sandbox.control;
