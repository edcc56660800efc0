namespace RfaAuth.Core.GraphQL;

/// <summary>
/// Makes the caller's objects straight from the bytes of the answer: no text and no tree stands in between.
/// Scalars arrive as string, bool, long, BigInteger, decimal, double or null.
/// </summary>
public interface IValueFactory
{
    /// <param name="shape">The names of the members.</param>
    /// <param name="values">Holds their values, in the order of the names, from <paramref name="start"/> on. It is reused: copy what you keep.</param>
    /// <param name="start">Where the first value is.</param>
    object CreateObject(ObjectShape shape, object?[] values, int start);

    /// <param name="values">Holds the items in order, from <paramref name="start"/> on. It is reused: copy what you keep.</param>
    /// <param name="start">Where the first item is.</param>
    /// <param name="count">How many items there are.</param>
    object CreateList(object?[] values, int start, int count);
}
