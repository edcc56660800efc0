namespace RfaAuth.Core.Json;

/// <summary>
/// Makes the caller's objects from the bytes of the answer, without a string or a tree in between.
/// Scalars are string, bool, long, BigInteger, decimal, double or null.
/// </summary>
internal interface IValueFactory
{
    /// <param name="shape">The names of the members.</param>
    /// <param name="values">An array with the values, in the order of the names, from <paramref name="start"/> on. It is reused, so copy them.</param>
    /// <param name="start">The index of the first value.</param>
    object CreateObject(ObjectShape shape, object?[] values, int start);

    /// <param name="values">An array with the items in order, from <paramref name="start"/> on. It is reused, so copy them.</param>
    /// <param name="start">The index of the first item.</param>
    /// <param name="count">The number of items.</param>
    object CreateList(object?[] values, int start, int count);
}
