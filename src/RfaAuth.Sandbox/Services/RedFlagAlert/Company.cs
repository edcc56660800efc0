namespace RfaAuth.Sandbox.Services.RedFlagAlert;

internal sealed record Address(string Line1, string? Line2, string Town, string County, string Postcode, string Country);

internal sealed record Director(string Name, string AppointedOn, string Nationality, bool IsActive);

/// <summary>A company. Dates are texts, as the service sends them; the reference has 19 digits and is no number.</summary>
internal sealed record Company
{
    public required string Number { get; init; }

    public required string Name { get; init; }

    public required string Status { get; init; }

    public required string IncorporatedOn { get; init; }

    public required string UpdatedAt { get; init; }

    public required string Reference { get; init; }

    public decimal? CreditLimit { get; init; }

    public required string CreditRating { get; init; }

    public int Employees { get; init; }

    public long Turnover { get; init; }

    /// <summary>In some companies beyond what 64 bits hold.</summary>
    public BigInteger SharesIssued { get; init; }

    public required Address Address { get; init; }

    public required IReadOnlyList<Director> Directors { get; init; }

    public string? AuditorName { get; init; }
}

internal sealed record Auditor(string Name, string Town, int ClientCount);
