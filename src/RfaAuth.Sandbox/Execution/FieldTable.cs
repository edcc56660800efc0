namespace RfaAuth.Sandbox.Execution;

/// <summary>Who may ask for a field.</summary>
internal enum FieldAccess
{
    /// <summary>Those who may ask for its parent; for a root field, those who are signed in.</summary>
    Inherited,
    Anyone,
    SignedIn,
    Administrator,
}

/// <summary>The resolver of a field, and who may ask for it.</summary>
internal sealed record FieldResolver(Func<IResolveFieldContext, object?> Resolve, FieldAccess Access);

/// <summary>The resolvers of a service by <c>Type.field</c>.</summary>
internal sealed class FieldTable : Dictionary<string, FieldResolver>
{
    public void Add(string field, Func<IResolveFieldContext, object?> resolve, FieldAccess access = FieldAccess.Inherited) =>
        Add(field, new FieldResolver(resolve, access));

    /// <summary>Adds the fields of a type that are properties of its source.</summary>
    public void Add<T>(string type, Dictionary<string, Func<T, object?>> readers)
    {
        foreach (var (name, read) in readers)
            Add($"{type}.{name}", context => read((T)context.Source!));
    }
}
