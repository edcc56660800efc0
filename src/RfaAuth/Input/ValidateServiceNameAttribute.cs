using RfaAuth.Core.Apis;

namespace RfaAuth.Input;

/// <summary>Takes the name of a service that the module knows: what ValidateSet does, with the names of one table.</summary>
internal sealed class ValidateServiceNameAttribute : ValidateArgumentsAttribute
{
    /// <summary>The names, as ValidateSet has them.</summary>
    public IReadOnlyList<string> ValidValues { get; } = [.. KnownServices.All.Select(service => service.Name)];

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not string name || KnownServices.Find(name) is null)
            throw new ValidationMetadataException($"'{arguments}' is no service that the module knows. It knows: {string.Join(", ", ValidValues)}.");
    }
}
