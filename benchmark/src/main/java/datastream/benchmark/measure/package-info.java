/** What is measured, and how figures come from samples. */
@NullMarked
package datastream.benchmark.measure;

import org.jspecify.annotations.NullMarked;
