using System.Runtime.CompilerServices;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Compares nodes of a document by reference: two nodes with the same content are at different places.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<object>
{
    public static ReferenceComparer Instance { get; } = new();

    public new bool Equals(object? left, object? right) => ReferenceEquals(left, right);

    public int GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
}
