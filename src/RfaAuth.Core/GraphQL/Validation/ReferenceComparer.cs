using System.Runtime.CompilerServices;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Takes nodes of a document for what they are: two that say the same stand at two places.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<object>
{
    public static ReferenceComparer Instance { get; } = new();

    public new bool Equals(object? left, object? right) => ReferenceEquals(left, right);

    public int GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
}
